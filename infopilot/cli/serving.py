"""Commands that serve: ``demo``, ``serve`` and the process of one door."""

import json
import signal
import sys
import webbrowser
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from infopilot.app import paths
from infopilot.app.doors import LOOPBACK, OpenDoors, open_doors
from infopilot.app.workbook import open_engagement
from infopilot.cli.options import FRENCH, AsJson, ConsultantPort, Folder, Lang, Port, t
from infopilot.serving.address import Address


def demo(  # noqa: PLR0913 - the options of the contract
    directory: Annotated[Path | None, typer.Option("--dir", help=t("Folder to make it in"))] = None,
    port: Port = None,
    consultant_port: ConsultantPort = None,
    tickets: Annotated[
        Path | None, typer.Option(help=t("Ticket export to use in place of the fictional log"))
    ] = None,
    *,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=t("Do not open the browser"))
    ] = False,
    check: Annotated[bool, typer.Option("--check", help=t("Look at each page, then stop"))] = False,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Make the demonstration, then serve it or look at its pages."""
    from infopilot.demo.build import build_demo, fresh_respondent  # noqa: PLC0415 - duckdb
    from infopilot.demo.tour import tour  # noqa: PLC0415

    with Console(stderr=True).status(t("Making the demonstration…")):
        made = build_demo(directory or paths.demo_folder(), tickets=tickets)
    folder = made.workbook.folder.path
    code = fresh_respondent(made.workbook)
    with open_doors(
        folder, language=lang.value, port=port, consultant_port=consultant_port
    ) as doors:
        if check:
            sights = tour(doors, code, made.workbook, lang.value)
            print(json.dumps(sights.document, ensure_ascii=False) if as_json else sights.told)
            return
        if not as_json:
            print(t("The consultant’s passphrase, shown only once: {words}", words=made.passphrase))
        _serve(
            doors,
            folder,
            respondent=f"{doors.respondent.url}i/{code}",
            as_json=as_json,
            browser=not (no_browser or as_json),
        )


def serve(  # noqa: PLR0913 - the options of the contract
    directory: Folder,
    port: Port = None,
    consultant_port: ConsultantPort = None,
    host: Annotated[str, typer.Option(help=t("Address of the respondents’ door"))] = LOOPBACK,
    *,
    as_json: AsJson = False,
    lang: Lang = FRENCH,
) -> None:
    """Open both doors until told to stop."""
    folder = open_engagement(directory).folder.path
    with open_doors(
        folder, language=lang.value, host=host, port=port, consultant_port=consultant_port
    ) as doors:
        _serve(doors, folder, respondent=doors.respondent.url, as_json=as_json, browser=False)


def door(
    kind: Annotated[str, typer.Argument()],
    directory: Folder,
    host: Annotated[str, typer.Option()],
    port: Annotated[int, typer.Option()],
    lang: Lang = FRENCH,
) -> None:
    """Be one of the two doors."""
    from infopilot.app.door_process import (  # noqa: PLC0415 - loads all of Voila
        run_consultant_door,
        run_respondent_door,
    )

    address = Address(host=host, port=port)
    run = run_respondent_door if kind == "respondent" else run_consultant_door
    run(address, directory, lang.value)


def _serve(
    doors: OpenDoors, folder: Path, *, respondent: str, as_json: bool, browser: bool
) -> None:
    signal.signal(signal.SIGTERM, _stop)
    if as_json:
        document = {
            "respondent": respondent,
            "consultant": doors.consultant_url,
            "engagement": str(folder),
        }
        print(json.dumps(document, ensure_ascii=False), flush=True)
    else:
        print(t("Respondents: {url}", url=respondent))
        print(t("Consultant: {url}", url=doors.consultant_url))
        print(t("Ctrl+C to stop."), flush=True)
    if browser:
        webbrowser.open(doors.consultant_url)
        webbrowser.open(respondent)
    try:
        doors.wait(_tell_reopened)
    except KeyboardInterrupt:
        return


def _tell_reopened(address: Address) -> None:
    print(
        t("This door closed by itself and was opened again: {url}", url=address.url),
        file=sys.stderr,
    )


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)

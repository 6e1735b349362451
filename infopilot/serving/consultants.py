"""The consultant's door: notebooks in kernels, behind a one-time key or a passphrase."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import ensure_async
from tornado.web import HTTPError, RedirectHandler, authenticated
from voila.handler import VoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import AllowListFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from infopilot.model.text import Language
from infopilot.serving.access import ConsultantIdentity, Turnstile
from infopilot.serving.address import Address
from infopilot.serving.doors import Door, Handlers
from infopilot.serving.pages import ReadyHandler, StaticHandler, entrance_page, unavailable_page
from infopilot.serving.security import CONSULTANT_HEADERS, is_same_origin, kernel_config
from infopilot.views.messages import text

KERNELS_AT_MOST = 12
# The second one gives the others their registry of widgets.
EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]
PAGES = (
    ("results", "Results"),
    ("incidents", "Incidents"),
    ("preview", "Preview of the questionnaire"),
)
IDLE_SECONDS = 20 * 60
PING_MILLISECONDS = 30_000
TEMPLATES = Path(__file__).parent / "templates"


class ConsultantDoor(Door):
    """Notebooks in kernels, for whoever has the key."""

    def setup_template_dirs(self) -> None:
        """Put our page before Voila's own."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(TEMPLATES / "consultant"))

    def init_handlers(self) -> Handlers:
        """Return Voila's machinery without its tree, files and contents, and our pages."""
        left_out = {
            TornadoVoilaTreeHandler,
            TornadoVoilaHandler,
            VoilaContentsHandler,
            AllowListFileHandler,
        }
        replaced = {VoilaShutdownKernelHandler: ShutdownHandler}
        kept = [
            (handler[0], replaced.get(handler[1], handler[1]), *handler[2:])
            for handler in super().init_handlers()
            if handler[1] not in left_out
        ]
        return [*kept, *self.door_handlers, *map(self._page, self._notebooks())]

    def _notebooks(self) -> list[Path]:
        pages = sorted(Path(self.root_dir).glob("*.ipynb"))
        return [page for page in pages if page.stem != "questionnaire"]

    def _page(self, notebook: Path) -> tuple[Any, ...]:
        arguments = {
            "notebook_path": notebook.name,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        return (f"/{notebook.stem}", NotebookHandler, arguments)


class NotebookHandler(TornadoVoilaHandler):
    """A page with a kernel, under our headers."""

    def set_default_headers(self) -> None:
        """Let nothing in from elsewhere."""
        super().set_default_headers()
        for name, value in CONSULTANT_HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_details: object) -> None:
        """Tell that the page is not available, and nothing of the machinery."""
        self.set_status(status_code)
        self.finish(unavailable_page(self.settings["language"]))


class ShutdownHandler(APIHandler):
    """Ends the kernel of a page that is left; Voila's own refuses that beacon and leaks it."""

    def check_xsrf_cookie(self) -> None:
        """A beacon carries no token: accept it from our own pages only."""
        if not is_same_origin(self.request):
            raise HTTPError(403)

    @authenticated
    async def post(self, kernel_id: str) -> None:
        """Answer 204, also when the kernel is gone already."""
        if kernel_id in self.kernel_manager:
            await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id))
        self.set_status(204)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What opens the consultant's door."""

    one_time: str
    passphrase_hash: str


def open_consultant_door(
    address: Address, *, notebooks: Path, keys: Keys, language: Language
) -> None:
    """Serve the notebooks of ``notebooks`` at ``address`` until asked to stop."""
    config = kernel_config()
    config.VoilaConfiguration.update(
        allow_template_override="NO",
        allow_theme_override="NO",
        file_allowlist=[],
        extension_allowlist=EXTENSIONS,
        show_tracebacks=False,
        prelaunch_hook=_limit_kernels,
        resources={
            "page_language": language,
            "waiting": text("Preparing the page…", language),
            "pages_label": text("Pages", language),
            "pages": [{"name": name, "title": text(title, language)} for name, title in PAGES],
        },
    )
    config.MappingKernelManager.update(cull_idle_timeout=IDLE_SECONDS, cull_interval=60)
    door = ConsultantDoor(
        config=config,
        root_dir=str(notebooks),
        identity_provider_class=ConsultantIdentity,
        door_handlers=[
            (r"/", RedirectHandler, {"url": "/results", "permanent": False}),
            (r"/static/([a-z.]+)", StaticHandler),
            (r"/ready", ReadyHandler, {"is_ready": lambda: True}),
        ],
        door_settings={
            "one_time_key": keys.one_time,
            "passphrase_hash": keys.passphrase_hash,
            "turnstile": Turnstile(),
            "language": language,
            "entrance_page": partial(entrance_page, language=language),
            "compress_response": True,
            "ws_ping_interval": PING_MILLISECONDS,
            "ws_ping_timeout": PING_MILLISECONDS,
            "xsrf_cookies": True,
        },
    )
    door.open(address)


def _limit_kernels(handler: VoilaHandler, notebook: object, cwd: str) -> None:
    """Refuse one kernel too many; Voila calls this by these names."""
    del notebook, cwd
    if len(handler.kernel_manager) >= KERNELS_AT_MOST:
        raise HTTPError(503, "too many pages are open")

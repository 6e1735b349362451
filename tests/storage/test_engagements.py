"""An engagement is a folder of its own, and says what is wrong with itself."""

from contextlib import suppress
from datetime import date

import pytest

from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.errors import EngagementError
from infopilot.model.people import Role
from infopilot.storage.engagements import create_engagement, read_engagement, replacing, write_text

ENGAGEMENT = Engagement(
    company=Company(name="Ateliers Morvan", headcount=80),
    providers=(Provider(name="Axone Infogérance"),),
    questionnaire_id="gouvernance",
    questionnaire_hash="sha256:0",
    campaigns=(
        Campaign(id="T0", opened_on=date(2025, 9, 15), expected={Role.USER: 80}),
        Campaign(id="T1", opened_on=date(2026, 7, 15)),
    ),
)


def test_an_engagement_comes_back_as_it_was_made(tmp_path):
    create_engagement(tmp_path / "client", ENGAGEMENT)

    folder, engagement, store = read_engagement(tmp_path / "client")

    assert engagement == ENGAGEMENT
    assert store is None
    assert folder.answers == tmp_path / "client" / "answers.db"


def test_a_missing_folder_is_told_with_what_to_do(tmp_path):
    with pytest.raises(EngagementError, match=r"does not exist.*Hint: infopilot new"):
        read_engagement(tmp_path / "nowhere")


def test_a_folder_without_a_description_is_no_engagement(tmp_path):
    with pytest.raises(EngagementError, match="not an engagement"):
        read_engagement(tmp_path)


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"...")

    with pytest.raises(EngagementError, match="folder of its own"):
        create_engagement(tmp_path, ENGAGEMENT)

    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_an_unknown_key_is_told_with_its_line(tmp_path):
    folder = create_engagement(tmp_path / "client", ENGAGEMENT)
    with folder.description.open("a", encoding="utf-8") as file:
        file.write("couleur: bleu\n")

    with pytest.raises(EngagementError, match=r"engagement\.yaml, line \d+"):
        read_engagement(tmp_path / "client")


def test_the_latest_campaign_is_the_default_and_an_unknown_one_is_refused():
    assert ENGAGEMENT.campaign(None).id == "T1"
    assert ENGAGEMENT.campaign("T0").opened_on == date(2025, 9, 15)
    with pytest.raises(EngagementError, match=r"one of T0, T1; got 'T9'"):
        ENGAGEMENT.campaign("T9")


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path):
    file = tmp_path / "facts.yaml"
    write_text(file, "old")

    with suppress(RuntimeError), replacing(file) as temporary:
        temporary.write_text("half")
        raise RuntimeError

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]

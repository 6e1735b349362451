"""The preview: each role's questionnaire, left as it was when one comes back to it."""

from infopilot.model.engagement import Campaign, Company, Engagement, Provider
from infopilot.model.people import Role
from infopilot.widgets.preview import Preview


def test_each_role_is_shown_its_own_questionnaire(questionnaire):
    engagement = Engagement(
        company=Company(name="Ateliers Morvan", headcount=80),
        providers=(Provider(name="Axone"),),
        questionnaire_id="essai",
        questionnaire_hash="0",
        campaigns=(Campaign(id="T0", opened_on=None),),
    )
    preview = Preview(questionnaire, engagement, "fr")
    shown = {}
    for role in [*Role, *Role]:
        preview.role = role.value
        (widget,) = preview.children[-1].children
        assert shown.setdefault(role, widget) is widget

    assert [widget.session["role"] for widget in shown.values()] == [role.value for role in Role]
    assert shown[Role.USER].session["company"] == "Ateliers Morvan"

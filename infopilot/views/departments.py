"""What users live with by department, as the part ``departments`` of the score document."""

from infopilot.model.estimate import Estimate
from infopilot.model.publication import DepartmentView
from infopilot.model.text import Language
from infopilot.views.sentences import reason_sentence

DIGITS = 10


def departments_document(view: DepartmentView, language: Language) -> dict[str, object]:
    """Figures of the company and of each department, by item; a hidden one tells why.

    ``n`` is the number of users behind a figure; that of a hidden figure is hidden with it.
    """
    return {
        "company": {item: _figure(each, language) for item, each in view.company.items()},
        "by_department": {
            name: {item: _figure(each[name], language) for item, each in view.figures.items()}
            for name in view.names
        },
    }


def _figure(estimate: Estimate, language: Language) -> dict[str, object]:
    if estimate.value is None:
        return {"value": None, "reason": reason_sentence(estimate.reason, language)}
    return {"value": round(estimate.value, DIGITS), "n": estimate.n}

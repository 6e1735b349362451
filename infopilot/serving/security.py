"""Headers of both doors, where a write may come from, and how kernels are reached."""

import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest
from traitlets.config import Config


def _policy(**directives: str) -> str:
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in directives.items())


RESPONDENT_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _policy(
        default_src="'none'",
        script_src="'self'",
        style_src="'self'",
        img_src="'self' data:",
        connect_src="'self'",
        form_action="'self'",
        base_uri="'none'",
        frame_ancestors="'none'",
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Server": "infopilot",
}

# JupyterLab's renderers set inline styles and scripts, and anywidget loads a component from a blob
# that it makes; inline handlers stay forbidden.
CONSULTANT_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _policy(
        default_src="'self'",
        script_src="'self' 'unsafe-inline' blob:",
        script_src_attr="'none'",
        style_src="'self' 'unsafe-inline'",
        img_src="'self' data: blob:",
        font_src="'self' data:",
        connect_src="'self' ws: wss:",
        form_action="'self'",
        base_uri="'self'",
        frame_ancestors="'none'",
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def is_same_origin(request: HTTPServerRequest) -> bool:
    """Whether a request comes from a page of this server; a script sends no origin at all."""
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    return origin is None or urlsplit(origin).netloc == request.host


def kernel_config() -> Config:
    """Reach kernels through files of this user instead of ports that any user can connect to."""
    config = Config()
    if sys.platform != "win32":
        config.KernelManager.transport = "ipc"
    return config

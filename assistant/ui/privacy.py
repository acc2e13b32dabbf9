"""Nothing leaves this machine: what must be set before Gradio is imported."""

from __future__ import annotations

import os

# Gradio reads these when it is imported or launched; the hub client comes in with it.
_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    # Gradio also keeps figures of its own for a monitor that is off here, and works them out
    # with pandas at each event; so many events never come.
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(2**31),
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
}
_LOCAL = ("127.0.0.1", "localhost")


def keep_private() -> None:
    """Turn off telemetry, and keep requests to this machine away from any proxy.

    Gradio asks its own address once at launch; where a proxy is set that request would go
    through it and fail.
    """
    os.environ.update(_QUIET)
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys((*hosts, *_LOCAL)))

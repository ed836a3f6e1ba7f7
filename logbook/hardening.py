# SPDX-License-Identifier: Apache-2.0
"""Closing the process to other programs of the same person, as far as Python can (6.2, T7).

What it is worth, plainly: it makes it harder to read an open logbook out of memory. Somebody who
runs their own programs as this person can still watch the screen and the keyboard, and an
administrator of the computer can read everything. What was set before Python began (a library put
in front by LD_PRELOAD, PYTHONPATH) has had its effect already: `Hardening` only tells of it.

On Windows only the environment, the hooks and the network are closed. What the system would do
for a process that asks (`SetProcessMitigationPolicy`, an access list of its own) is not asked for
yet: nothing of it has been tried there.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType

_PR_SET_DUMPABLE = 4
"""From `linux/prctl.h`. 0: no core dump, and neither ptrace nor /proc/PID/mem for the same user."""

_PT_DENY_ATTACH = 31
"""From macOS's `sys/ptrace.h`."""

_PRIVATE = 0o077

_LOADS_CODE = (
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
    "GTK_MODULES",
    "GTK_PATH",
)
"""By these a desktop library would load code from elsewhere later on."""

_TELLS_MORE = ("QT_LOGGING_RULES", "QT_LOGGING_CONF", "QT_DEBUG_PLUGINS", "QT_MESSAGE_PATTERN")
"""By these Qt would write what it does to standard error."""

_SPEAKS = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
    }
)
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})
"""On Windows asyncio, which the PDF library uses, speaks to itself this way."""

_PUTS_IN_FRONT = ("LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES")

_BIND_NOW = "LD_BIND_NOW"
"""From ld.so(8): every function is looked up when its library is loaded, none at its first call."""


class NetworkForbiddenError(OSError):
    """Something in the process wanted to speak to another computer. This program never does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardening:
    """What could be closed, and what it found. Whatever is False was not to be had here."""

    no_core_dumps: bool
    memory_closed: bool
    functions_bound: bool
    files_private: bool
    dropped: tuple[str, ...]
    """The names of the variables that were taken out of the environment."""
    in_front: tuple[str, ...]
    """The names of variables by which libraries were put in front of the program's own."""


def begin_bound() -> None:
    """Begin the process anew, every function of its libraries looked up; call it before all else.

    Left to itself the dynamic linker of Linux looks a function up at its first call, and keeps what
    is in the processor's vector registers on the stack meanwhile. Copying a key leaves it in them,
    so that a whole key was found on the stack after every copy of it had been wiped. The process
    keeps its number, its arguments and its input. Where it cannot begin anew it goes on as it is;
    `Hardening` tells of that.
    """
    if sys.platform != "linux" or os.environ.get(_BIND_NOW) or not sys.executable:
        return
    with suppress(OSError):
        os.execve(  # noqa: S606 - the same program once more, and no shell
            sys.executable,
            [sys.executable, *sys.orig_argv[1:]],
            {**os.environ, _BIND_NOW: "1"},
        )


def harden(fault_words: str = "") -> Hardening:
    """Close the process; call it first, before Qt is imported or a passphrase is read.

    A fault nothing else caught is told on standard error by types and lines, never by a value: an
    exception's own words may hold what somebody typed. From here on no Python code of it reaches
    another computer, whichever library it is in: it gets a `NetworkForbiddenError`. Neither can be
    taken back by a library that does not mean to.

    Args:
        fault_words: What a person is told first when there is a fault; translated by the caller.
    """
    sys.addaudithook(_forbid_network)
    sys.excepthook = partial(_tell_of_fault, fault_words)
    threading.excepthook = partial(_tell_of_fault_elsewhere, fault_words)
    sys.unraisablehook = partial(_tell_of_fault_elsewhere, fault_words)
    return Hardening(
        no_core_dumps=_forbid_core_dumps(),
        memory_closed=_close_memory(),
        functions_bound=bool(os.environ.get(_BIND_NOW)),
        files_private=_make_files_private(),
        dropped=_clear(os.environ),
        in_front=tuple(name for name in _PUTS_IN_FRONT if os.environ.get(name)),
    )


def _tell_of_fault(
    words: str,
    kind: type[BaseException],
    _error: BaseException | None,
    trace: TracebackType | None,
) -> None:
    said = [words] if words else []
    if not issubclass(kind, KeyboardInterrupt):
        places = traceback.walk_tb(trace)
        said += [f"  {Path(f.f_code.co_filename).name}:{n} {f.f_code.co_name}" for f, n in places]
        said.append(f"{kind.__module__}.{kind.__qualname__}")
    with suppress(OSError, ValueError, AttributeError):
        # There may be no standard error, or nobody who reads it.
        sys.stderr.write("\n".join(said) + "\n")


def _tell_of_fault_elsewhere(
    words: str, fault: threading.ExceptHookArgs | sys.UnraisableHookArgs
) -> None:
    """Tell of a fault in another thread, or where nobody could be told of it."""
    _tell_of_fault(words, fault.exc_type, fault.exc_value, fault.exc_traceback)


def _forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _SPEAKS:
        return
    places = [each for each in arguments if isinstance(each, str | bytes | tuple)]
    place = next(iter(places), None)
    if isinstance(place, tuple):
        host = place[0] if place else None
    elif event in {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}:
        # A name in the file system: the bus of the desktop, its screen.
        return
    else:
        host = place
    if host not in _HERE:
        raise NetworkForbiddenError("This program makes no network connections.")


def _forbid_core_dumps() -> bool:
    """Let no crash write the memory of the process, keys and records in it, to a file."""
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415 - there is none on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def _close_memory() -> bool:
    platform = str(sys.platform)
    if platform == "linux":
        # Inside a snap or a Flatpak the portals find out by /proc who asks them for a file, and
        # could not any more. The sandbox keeps other programs away there.
        if os.environ.get("SNAP") or Path("/.flatpak-info").exists():
            return False
        return _call("prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)
    if platform == "darwin":
        return _call("ptrace", _PT_DENY_ATTACH, 0, 0, 0)
    return False


def _call(function: str, *arguments: int) -> bool:
    try:
        called = getattr(ctypes.CDLL(None, use_errno=True), function)
    except (OSError, AttributeError):
        return False
    called.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * (len(arguments) - 1)]
    return bool(called(*arguments) == 0)


def _make_files_private() -> bool:
    """Let no file made from here on be read by other people of this computer."""
    if sys.platform == "win32":
        return False
    os.umask(_PRIVATE)
    return True


def _clear(environment: MutableMapping[str, str]) -> tuple[str, ...]:
    names = sorted(
        name
        for name in environment
        if name in _LOADS_CODE or name in _TELLS_MORE or name.startswith("PYTHON")
    )
    for name in names:
        del environment[name]
    return tuple(names)

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# session.sh COMMAND…: runs a command on a fresh virtual screen with a window manager, a session bus
# and the accessibility bus, and takes them all down again.
set -eu
screen=":$((90 + $$ % 900))"
XDG_RUNTIME_DIR=$(mktemp -d)
chmod 700 "$XDG_RUNTIME_DIR"
export XDG_RUNTIME_DIR DISPLAY="$screen"
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
Xvfb "$screen" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$XDG_RUNTIME_DIR"' EXIT
for _ in $(seq 200); do
    [ -e "/tmp/.X11-unix/X${screen#:}" ] && break
    sleep 0.05
done
dbus-run-session -- bash -c '(openbox >/dev/null 2>&1 &) ; sleep 0.5 ; exec "$@"' session "$@"

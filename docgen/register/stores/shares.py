"""Is a file on a network share (Linux tells by its list of mounts), and can files be locked there?"""

import fcntl
import os
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
SHARES = (
    "nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "lustre", "davfs", "ncpfs",
    "drvfs", "vboxsf", "vmhgfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd", "fuse.davfs", "fuse.s3fs",
    "fuse.vmhgfs", "fuse.smbnetfs", "fuse.mergerfs",
)  # fmt: skip
"""What the names of file systems begin with whose files another machine may have open."""


def is_on_share(file: Path) -> bool:
    """Say whether a file lies on a network share, as far as the system tells."""
    try:
        mounts = MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    return file_system(os.path.realpath(file), mounts).startswith(SHARES)


def file_system(path: str, mounts: str) -> str:
    """Return the type of the file system a path lies on, by the text of a list of mounts (proc(5))."""
    found, longest = "", -1
    for line in mounts.splitlines():
        fields, _, behind = line.partition(" - ")
        point = unescaped((fields.split(" ") + [""] * 5)[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:
            found, longest = behind.split(" ")[0], len(point)
    return found


def unescaped(text: str) -> str:
    """Return a name of the list of mounts, in which blanks stand as \\040."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def can_lock(file: Path) -> bool:
    """Say whether parts of a file can be locked, as SQLite does it."""
    try:
        with file.open("r+b") as opened:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.lockf(opened, fcntl.LOCK_UN)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return True

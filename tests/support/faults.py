"""What can go wrong in a worker, by the name of the letter that brings it about."""

import ctypes
import os
import signal
import time

from docgen.pipeline.batch.work import Product, Refused, Task, make


def poisoned(task: Task) -> Product | Refused:
    """Do a task, unless a letter of it is poison."""
    for letter in task.letters:
        if "赵伟" in letter.name:
            os.kill(os.getpid(), signal.SIGKILL)
        if "钱伟" in letter.name:
            time.sleep(600)
        if "孙伟" in letter.name:
            raise ZeroDivisionError("示例")
        if "李伟" in letter.name:
            ctypes.string_at(0)
        if "周伟" in letter.name:
            bytearray(1 << 40)
    return make(task)

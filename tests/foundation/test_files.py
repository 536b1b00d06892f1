"""Files that several threads put into one folder."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from docgen.foundation import files


def test_files_written_at_once_into_one_folder_are_each_whole(tmp_path: Path) -> None:
    wanted = {tmp_path / str(number): f"{number}".encode() * 20_000 for number in range(60)}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(files.write_file, wanted, wanted.values()))
    finally:
        sys.setswitchinterval(before)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == wanted

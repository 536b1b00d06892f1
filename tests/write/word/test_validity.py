"""Every Word file docgen makes is valid: no error from the Open XML SDK's validator nor openxml-audit."""

import pytest

from tests.support import parity, samples
from tests.support.validity import errors, sdk


def test_the_validators_notice_a_fault():
    assert sdk().is_file()
    data = samples.docx(parity.SAMPLES[0]).data
    assert errors(data) == []
    assert errors(damaged(data, b"<w:body>", b"<w:body><w:b/>"))


def damaged(data, old, new):
    """Return a Word file with something wrong in its body."""
    import io
    import zipfile

    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(old, new))
    return target.getvalue()


@pytest.mark.parametrize("name", parity.SAMPLES)
def test_every_sample_is_valid(name):
    assert errors(samples.docx(name).data) == []

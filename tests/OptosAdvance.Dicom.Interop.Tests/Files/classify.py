"""Says of every file in pydicom's package what it is, one JSON line each.

What a reader may rely on is decided here by two independent readers (pydicom and DCMTK's dcmdump), never by the
product's own parser.
"""
import json
import os
import subprocess
import sys
import warnings

import pydicom
from pydicom.filereader import _read_file_meta_info, read_preamble

warnings.simplefilter("ignore")
# Deliberately broken values (a text that is no number) are no obstacle to storing.
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE


def offset_of_data_set(path):
    with open(path, "rb") as stream:
        if read_preamble(stream, True) is None:
            return 0
        _read_file_meta_info(stream)
        return stream.tell()


def describe(path):
    error = None
    described = {}
    try:
        dataset = pydicom.dcmread(path, force=True)
        for element in dataset.iterall():
            element.value
        meta = getattr(dataset, "file_meta", {})
        syntax = str(meta.get("TransferSyntaxUID", "") or "")
        if not syntax:
            syntax = {(True, True): "1.2.840.10008.1.2", (False, True): "1.2.840.10008.1.2.1", (False, False): "1.2.840.10008.1.2.2"}[
                (dataset.is_implicit_VR, dataset.is_little_endian)]
        described = {
            "transferSyntax": syntax,
            "sopClass": str(dataset.get("SOPClassUID", "") or meta.get("MediaStorageSOPClassUID", "") or ""),
            "sopInstance": str(dataset.get("SOPInstanceUID", "") or ""),
            "study": str(dataset.get("StudyInstanceUID", "") or ""),
            "series": str(dataset.get("SeriesInstanceUID", "") or ""),
        }
    except Exception as exception:
        error = "%s: %s" % (type(exception).__name__, exception)
    dump = subprocess.run(["dcmdump", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return {
        "path": path,
        "offset": offset_of_data_set(path),
        "readable": error is None and dump.returncode == 0,
        "why": error or dump.stderr.decode("latin-1").strip(),
        **described,
    }


root = os.path.join(os.path.dirname(pydicom.__file__), "data")
for folder, folders, files in os.walk(root):
    folders.sort()
    for name in sorted(files):
        if name.startswith("README") or name.endswith((".py", ".pyc", ".json", ".txt", ".md", ".gz", ".dump")):
            continue
        print(json.dumps(describe(os.path.join(folder, name))))
sys.stdout.flush()

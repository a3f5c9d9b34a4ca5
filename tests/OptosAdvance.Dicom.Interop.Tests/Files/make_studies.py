"""Writes DICOM files with pydicom. Arguments: a folder and a JSON list of {patientId, patientName, characterSet, study, series, instance, ...}."""
import json
import os
import sys

import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

folder, wanted = sys.argv[1], json.loads(sys.argv[2])
for each in wanted:
    ds = Dataset()
    if each.get("characterSet"):
        ds.SpecificCharacterSet = each["characterSet"].split("\\")
    ds.SOPClassUID = each.get("sopClass", "1.2.840.10008.5.1.4.1.1.77.1.5.1")
    ds.SOPInstanceUID = each["instance"]
    ds.StudyDate, ds.StudyTime = each.get("date", "20240115"), "101500"
    ds.AccessionNumber, ds.StudyID, ds.StudyDescription = each.get("accession", "A1"), "S1", each.get("description", "Fundus")
    ds.Modality, ds.ReferringPhysicianName = each.get("modality", "OP"), "House^Greg"
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = each["patientName"], each["patientId"], "19600101", "O"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = each["study"], each["series"]
    ds.SeriesNumber, ds.InstanceNumber = str(each.get("seriesNumber", 1)), str(each.get("number", 1))
    ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.NumberOfFrames = 1, "MONOCHROME2", "1"
    ds.Rows, ds.Columns, ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 8, 8, 7, 0
    ds.PixelData = bytes(range(256))
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = ds.SOPClassUID, ds.SOPInstanceUID
    meta.TransferSyntaxUID, meta.ImplementationClassUID = ExplicitVRLittleEndian, "2.25.1"
    path = os.path.join(folder, each["instance"] + ".dcm")
    file = FileDataset(path, ds, file_meta=meta, preamble=b"\0" * 128)
    file.is_little_endian, file.is_implicit_VR = True, False
    file.save_as(path, write_like_original=False)

"""Write CT- and MR-like DICOM files for the header-scan benchmark: make_files.py FOLDER [COUNT]

The same files come out every time. Needs nothing beyond Python. Pixel data is a hole at the end of each file, so that
files are as long as real ones (half a megabyte) and take 8 KB of disk.

Two patients with four series each. The first patient's series lie in a folder each; the second's lie in one folder,
their instances taking turns, as in an export sorted by SOP Instance UID. Instances of one series do not all have the
same elements.
"""
import os
import random
import struct
import sys

LONG = {b"OB", b"OW", b"SQ", b"UN", b"UT"}
ROWS = COLUMNS = 512
PIXEL_BYTES = ROWS * COLUMNS * 2


def element(tag, vr, value=b""):
    """One element in explicit VR little endian."""
    vr = vr.encode()
    if isinstance(value, str):
        value = value.encode()
    if len(value) % 2:
        value += b"\0" if vr in (b"UI", b"OB", b"UN") else b" "
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr
    if vr in LONG:
        return head + struct.pack("<HI", 0, len(value)) + value
    return head + struct.pack("<H", len(value)) + value


def words(tag, *numbers):
    return element(tag, "US", struct.pack(f"<{len(numbers)}H", *numbers))


def sequence(tag, *items, undefined=False):
    """A sequence of items, each a list of encoded elements."""
    content = b""
    for item in items:
        body = b"".join(item)
        if undefined:
            content += struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF) + body + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
        else:
            content += struct.pack("<HHI", 0xFFFE, 0xE000, len(body)) + body
    if not undefined:
        return element(tag, "SQ", content)
    head = struct.pack("<HH2sHI", tag >> 16, tag & 0xFFFF, b"SQ", 0, 0xFFFFFFFF)
    return head + content + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def code(value, scheme, meaning):
    return [element(0x00080100, "SH", value), element(0x00080102, "SH", scheme), element(0x00080104, "LO", meaning)]


def uid(rng):
    return f"2.25.{rng.getrandbits(122)}"


CT = dict(
    modality="CT", sop_class="1.2.840.10008.5.1.4.1.1.2", maker="SIEMENS", model="SOMATOM Definition AS+",
    image_type="ORIGINAL\\PRIMARY\\AXIAL\\CT_SOM5 SPI", bits=12, signed=0, spacing=0.68359375)
MR = dict(
    modality="MR", sop_class="1.2.840.10008.5.1.4.1.1.4", maker="Philips Medical Systems", model="Ingenia",
    image_type="ORIGINAL\\PRIMARY\\M_FFE\\M\\FFE", bits=12, signed=0, spacing=0.4492)
SERIES = [
    (CT, "Thorax 1.0 B70f", "CHEST", "1"), (CT, "Abdomen 5.0 B31f", "ABDOMEN", "5"),
    (MR, "t2_tse_sag", "LSPINE", "4"), (MR, "T1W_3D_TFE", "HEAD", "0.9"),
    (CT, "Becken 3.0 B60s", "PELVIS", "3"), (CT, "Schaedel nativ", "HEAD", "2"),
    (MR, "STIR cor", "KNEE", "3"), (MR, "PD fs tra", "KNEE", "3"),
]


class Series:
    def __init__(self, number):
        self.kind, self.description, self.body_part, self.thickness = SERIES[number]
        self.number = number
        self.patient = number // 4
        rng = random.Random(f"patient {self.patient}")
        self.study_uid, self.frame_uid = uid(rng), uid(rng)
        self.patient_id = f"{rng.randrange(10**7):07d}"
        self.rng = random.Random(f"series {number}")
        self.uid = uid(self.rng)

    def file(self, instance):
        k, r = self.kind, self.rng
        sop_uid = uid(r)
        second = 36000 + self.number * 600 + instance * 0.37
        time = f"{int(second // 3600):02d}{int(second // 60 % 60):02d}{second % 60:09.6f}"
        z = -412.5 + instance * float(self.thickness)
        is_ct = k["modality"] == "CT"
        e = [
            element(0x00080005, "CS", "ISO_IR 100"),
            element(0x00080008, "CS", k["image_type"]),
            element(0x00080012, "DA", "20190314"), element(0x00080013, "TM", time),
            element(0x00080016, "UI", k["sop_class"]), element(0x00080018, "UI", sop_uid),
            element(0x00080020, "DA", "20190314"), element(0x00080021, "DA", "20190314"),
            element(0x00080022, "DA", "20190314"), element(0x00080023, "DA", "20190314"),
            element(0x00080030, "TM", "095412.031000"), element(0x00080031, "TM", f"10{self.number:02d}12.515000"),
            element(0x00080032, "TM", time), element(0x00080033, "TM", time),
            element(0x00080050, "SH", f"A{self.patient:08d}"), element(0x00080060, "CS", k["modality"]),
            element(0x00080070, "LO", k["maker"]), element(0x00080080, "LO", "Klinikum Beispielstadt"),
            element(0x00080081, "ST", "Krankenhausstr. 1, Beispielstadt"), element(0x00080090, "PN", "Arzt^Erika"),
            element(0x00081010, "SH", f"{k['modality']}01"), element(0x00081030, "LO", "Untersuchung^Standard"),
            sequence(0x00081032, code("36643-5", "LN", "XR Chest 2 Views")),
            element(0x0008103E, "LO", self.description), element(0x00081040, "LO", "Radiologie"),
            element(0x00081048, "PN", ""), element(0x00081050, "PN", "Arzt^Max"), element(0x00081070, "PN", "MTRA^2"),
            element(0x00081090, "LO", k["model"]),
            sequence(0x00081110, [element(0x00081150, "UI", "1.2.840.10008.3.1.2.3.1"), element(0x00081155, "UI", self.study_uid)]),
            sequence(
                0x00081111, [element(0x00081150, "UI", "1.2.840.10008.3.1.2.3.3"), element(0x00081155, "UI", self.study_uid)],
                undefined=True),
            sequence(
                0x00081140,
                *[[element(0x00081150, "UI", k["sop_class"]), element(0x00081155, "UI", f"{self.uid}.{n}")] for n in range(2)]),
        ]
        if instance % 7 == 0:
            e.append(element(0x00082111, "ST", "MPR range 3, derived from the volume"))
        e += [
            sequence(0x00082218, code("T-D3000", "SRT", self.body_part)),
            element(0x00100010, "PN", f"Muster^Patient{self.patient}"), element(0x00100020, "LO", self.patient_id),
            element(0x00100030, "DA", "19511104"), element(0x00100040, "CS", "MF"[self.patient]),
            element(0x00101010, "AS", "067Y"), element(0x00101020, "DS", "1.78"), element(0x00101030, "DS", "81.5"),
            element(0x001021C0, "US", struct.pack("<H", 4)), element(0x00104000, "LT", ""),
        ]
        if self.number % 3 == 0:
            e.append(element(0x00180010, "LO", "APPLIED"))
        e.append(element(0x00180015, "CS", self.body_part))
        e += self.ct() if is_ct else self.mr(instance)
        e += [
            element(0x0020000D, "UI", self.study_uid), element(0x0020000E, "UI", self.uid),
            element(0x00200010, "SH", "1"), element(0x00200011, "IS", str(self.number + 1)),
            element(0x00200012, "IS", str(instance // 20 + 1)), element(0x00200013, "IS", str(instance + 1)),
            element(0x00200020, "CS", "L\\P"),
            element(0x00200032, "DS", f"-174.658203125\\-336.158203125\\{z:g}"),
            element(0x00200037, "DS", "1\\0\\0\\0\\1\\0"), element(0x00200052, "UI", self.frame_uid),
            element(0x00200060, "CS", ""), element(0x00201002, "IS", "250"), element(0x00201040, "LO", ""),
            element(0x00201041, "DS", f"{z:g}"),
        ]
        if instance % 11 == 0:
            e.append(element(0x00204000, "LT", "Bewegungsartefakte"))
        e += [
            words(0x00280002, 1), element(0x00280004, "CS", "MONOCHROME2"), words(0x00280010, ROWS),
            words(0x00280011, COLUMNS), element(0x00280030, "DS", f"{k['spacing']:g}\\{k['spacing']:g}"),
            words(0x00280100, 16), words(0x00280101, k["bits"]), words(0x00280102, k["bits"] - 1),
            words(0x00280103, k["signed"]), words(0x00280106, r.randrange(8)), words(0x00280107, 2000 + r.randrange(1500)),
            element(0x00281050, "DS", "40\\-600" if is_ct else str(500 + r.randrange(400))),
            element(0x00281051, "DS", "400\\1200" if is_ct else str(900 + r.randrange(700))),
            element(0x00281052, "DS", "-1024"), element(0x00281053, "DS", "1"), element(0x00281054, "LO", "HU" if is_ct else "US"),
            element(0x00281055, "LO", "WINDOW1\\WINDOW2"), element(0x00282110, "CS", "00"),
        ]
        if is_ct:
            e += self.siemens()
        e += [
            element(0x00321032, "PN", "Arzt^Erika"), element(0x00321033, "LO", "INN"),
            element(0x00321060, "LO", f"{k['modality']} {self.body_part}"), element(0x00400244, "DA", "20190314"),
            element(0x00400245, "TM", "095412.031000"), element(0x00400253, "SH", "A0001"),
            element(0x00400254, "LO", f"{k['modality']} {self.body_part}"),
            sequence(
                0x00400260, code("CTTHOR", "99LOCAL", "CT Thorax"), code("CTABD", "99LOCAL", "CT Abdomen"), undefined=True),
            sequence(
                0x00400275,
                [
                    element(0x00400007, "LO", self.description),
                    sequence(0x00400008, code("P1-0001", "99LOCAL", "Protokoll 1")),
                    element(0x00400009, "SH", "SPS1"), element(0x00401001, "SH", "RP1"),
                ]),
            element(0x00400280, "ST", ""),
            sequence(
                0x00400555,
                [
                    element(0x0040A040, "CS", "NUMERIC"),
                    sequence(0x0040A043, code("113961", "DCM", "Reconstruction Algorithm")),
                    sequence(0x0040A168, code("113962", "DCM", "Filtered Back Projection")),
                ]),
        ]
        if not is_ct:
            e += self.philips(instance)
        body = b"".join(e) + struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, PIXEL_BYTES)
        meta = b"".join([
            element(0x00020001, "OB", b"\0\1"), element(0x00020002, "UI", k["sop_class"]), element(0x00020003, "UI", sop_uid),
            element(0x00020010, "UI", "1.2.840.10008.1.2.1"), element(0x00020012, "UI", "2.25.1"),
            element(0x00020013, "SH", "BENCH_1"), element(0x00020016, "AE", "BENCH"),
        ])
        return bytes(128) + b"DICM" + element(0x00020000, "UL", struct.pack("<I", len(meta))) + meta + body

    def ct(self):
        r = self.rng
        return [
            element(0x00180022, "CS", "HELICAL MODE"), element(0x00180050, "DS", self.thickness), element(0x00180060, "DS", "120"),
            element(0x00180090, "DS", "500"), element(0x00181000, "LO", "64123"), element(0x00181020, "LO", "syngo CT 2012B"),
            element(0x00181030, "LO", f"{self.number + 1}_{self.description}"), element(0x00181100, "DS", "350"),
            element(0x00181110, "DS", "1085.6"), element(0x00181111, "DS", "595"), element(0x00181120, "DS", "0"),
            element(0x00181130, "DS", f"{150 + self.number}.5"), element(0x00181140, "CS", "CW"),
            element(0x00181150, "IS", "500"), element(0x00181151, "IS", str(90 + r.randrange(60))),
            element(0x00181152, "IS", str(45 + r.randrange(30))), element(0x00181160, "SH", "WEDGE_3"),
            element(0x00181170, "IS", "32"), element(0x00181190, "DS", "1.2"), element(0x00181200, "DA", "20190314"),
            element(0x00181201, "TM", "070312.000000"), element(0x00181210, "SH", "B70f"), element(0x00185100, "CS", "FFS"),
            element(0x00189306, "FD", struct.pack("<d", 0.6)), element(0x00189307, "FD", struct.pack("<d", 38.4)),
            element(0x00189311, "FD", struct.pack("<d", 0.6)), element(0x00189323, "CS", "XYZ_EC"),
            element(0x00189324, "FD", struct.pack("<d", 6.7 + self.number)),
        ]

    def mr(self, instance):
        r = self.rng
        e = [
            element(0x00180020, "CS", "GR"), element(0x00180021, "CS", "SK\\SP"), element(0x00180022, "CS", "PFP\\SFS"),
            element(0x00180023, "CS", "3D"), element(0x00180024, "SH", "*tfl3d1"), element(0x00180025, "CS", "N"),
            element(0x00180050, "DS", self.thickness), element(0x00180080, "DS", "1900"), element(0x00180081, "DS", "2.52"),
            element(0x00180082, "DS", "900"), element(0x00180083, "DS", "1"), element(0x00180084, "DS", "123.252837"),
            element(0x00180085, "SH", "1H"), element(0x00180086, "IS", "1"), element(0x00180087, "DS", "3"),
            element(0x00180089, "IS", "230"), element(0x00180091, "IS", "1"), element(0x00180093, "DS", "100"),
            element(0x00180094, "DS", "90"), element(0x00180095, "DS", "170"), element(0x00181000, "LO", "45381"),
            element(0x00181020, "LO", "5.3.1\\5.3.1.3"), element(0x00181030, "LO", self.description),
            element(0x00181250, "SH", "HeadMatrix"), element(0x00181310, "US", struct.pack("<4H", 0, 256, 230, 0)),
            element(0x00181312, "CS", "ROW"), element(0x00181314, "DS", "9"), element(0x00181315, "CS", "N"),
            element(0x00181316, "DS", f"0.0{300000 + r.randrange(90000)}"), element(0x00185100, "CS", "HFS"),
        ]
        if instance % 5 == 0:
            e.insert(-1, element(0x00181318, "DS", "20"))
        return e

    def siemens(self):
        r = self.rng
        return [
            element(0x00290010, "LO", "SIEMENS CSA HEADER"), element(0x00290011, "LO", "SIEMENS MEDCOM HEADER"),
            element(0x00291008, "CS", "SOM 5"), element(0x00291009, "LO", "VA10A 971201"),
            element(0x00291010, "OB", bytes(r.randrange(256) for _ in range(768))),
            element(0x00291131, "LO", "4.0.163088300"), element(0x00291132, "UL", struct.pack("<I", 32768)),
            element(0x00291133, "UL", struct.pack("<I", 0)), element(0x00291134, "CS", "DB TO DICOM"),
        ]

    def philips(self, instance):
        r = self.rng
        return [
            element(0x20050010, "LO", "Philips MR Imaging DD 001"), element(0x20050011, "LO", "Philips MR Imaging DD 002"),
            element(0x20051000, "FL", struct.pack("<f", -1.5 + instance / 8)), element(0x20051001, "FL", struct.pack("<f", 5.5)),
            element(0x2005100D, "FL", struct.pack("<f", 0)), element(0x2005100E, "FL", struct.pack("<f", 0.0061)),
            element(0x20051011, "CS", "M"), element(0x200510F0, "OB", bytes(r.randrange(256) for _ in range(96))),
            element(0x20051132, "LO", "NORMAL"), element(0x20051136, "IS", str(instance % 10)),
        ]


def write(path, header):
    with open(path, "wb") as file:
        file.write(header)
        file.truncate(len(header) + PIXEL_BYTES)


def main():
    folder, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    series = [Series(number) for number in range(len(SERIES))]
    for index in range(count):
        number = index % len(series)
        one = series[number]
        instance = index // len(series)
        own = f"patient{one.patient}/" + (f"series{number}" if one.patient == 0 else "mixed")
        os.makedirs(os.path.join(folder, own), exist_ok=True)
        write(os.path.join(folder, own, f"IM{index:06d}.dcm"), one.file(instance))


if __name__ == "__main__":
    main()

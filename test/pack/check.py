"""Checks an evidence pack with what Python brings, and prints what is wrong, a line each.

    python3 check.py PACK [SOURCE...]     with SOURCE, excerpts are compared with the files that they were taken from
"""
import hashlib, json, os, re, sys, zipfile

pack, sources = sys.argv[1], sys.argv[2:]
wrong = []
sha256 = lambda data: hashlib.sha256(data).hexdigest()

with zipfile.ZipFile(pack) as zip:
    if zip.testzip():
        wrong.append("checksum: " + zip.testzip())
    names = zip.namelist()
    files = {name: zip.read(name) for name in names}
    if len(set(name.lower() for name in names)) != len(names):
        wrong.append("two names are one where case does not count")
    for info in zip.infolist():
        if not info.flag_bits & 0x800:
            wrong.append("no UTF-8 flag: " + info.filename)
        for part in info.filename.split("/"):
            if re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', part) or re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", part):
                wrong.append("not a name for Windows: " + info.filename)

manifest = json.loads(files["manifest.json"])
listed = {file["path"]: file for file in manifest["files"]}
if set(names) != set(listed) | {"manifest.json", "SHA256SUMS"}:
    wrong.append("the zip and the manifest name other files")
for path, file in listed.items():
    if (len(files[path]), sha256(files[path])) != (file["bytes"], file["sha256"]):
        wrong.append("not as the manifest says: " + path)
sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
if sums != {name: sha256(data) for name, data in files.items() if name != "SHA256SUMS"}:
    wrong.append("SHA256SUMS says something else")

previous, told = None, {}
for n, line in enumerate(files["log.ndjson"].decode().splitlines(), 1):
    entry = json.loads(line)
    if (entry["n"], entry["previous"]) != (n, previous):
        wrong.append("the log breaks at line %d" % n)
    previous = sha256(line.encode())
    told.update((file["path"], file["sha256"]) for file in entry["files"])
if told != {path: file["sha256"] for path, file in listed.items() if path != "log.ndjson"}:
    wrong.append("the log tells of other files than the manifest")

raw = {}
for source in sources:
    with open(source, "rb") as file:
        data = file.read()
        raw[sha256(data)] = data
for path, file in listed.items():
    if "excerpt" not in file or not sources:
        continue
    excerpt = file["excerpt"]
    data = raw.get(excerpt["text"]["sha256"], b"")
    if data[excerpt["offset"] : excerpt["offset"] + excerpt["length"]] != files[path] or not files[path]:
        wrong.append("not at its place: " + path)

print("\n".join(wrong + ["%d files, manifest %s" % (len(names), sha256(files["manifest.json"]))]))
sys.exit(1 if wrong else 0)

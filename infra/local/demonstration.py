"""The whole path, printed step by step: a sales file in the bucket, drafts, numbers, PDFs, mails."""

import json
import time
from pathlib import Path
from typing import Any

from infra.local import bootstrap, processes, stack
from infra.local.deployment import Aws
from infra.local.http import Api

SAMPLE = Path(__file__).parent / "sample" / "sprzedaz.xml"
USER = "lipa"
WAIT_S = 120
ON_THEIR_WAY = ("queued", "sending", "accepted")
POLL_S = 0.2


def run(data: Path, port: int | None, files: list[Path], *, once: bool) -> int:
    """Demonstrate the path, then serve until Ctrl-C unless `once`; a stack that was up before stays up."""
    was_running = processes.running(data) is not None
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        print(f"No such file: {', '.join(missing)}")
        return 2
    aws = stack.up(data, port)
    has_failed = False
    try:
        has_failed = not _Demonstration(aws, data, exits=once and not was_running).whole_path(files or [SAMPLE])
        if not once:
            print("\nServing until Ctrl-C …", flush=True)
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        print()
    except TimeoutError as error:
        print(f"Gave up waiting: {error}. Logs: {data / 'aws.log'}")
        return 1
    finally:
        if not was_running:
            processes.stop(data)
            print(f"Stopped; the data stays. Start it again with: python3 infra/local up{_option(data)}")
    return 1 if has_failed else 0


def _option(data: Path) -> str:
    return "" if data == bootstrap.LOCAL / "data" else f" --data {data}"


KSEF = """   KSeF: {count} of them are for companies. Since 1 April 2026 such invoices must be issued in KSeF; this
   system does not send to it yet. Those of a new seller are held (ksef_mode "hold"); this seller's own program
   sends them."""


class _Demonstration:
    def __init__(self, aws: Aws, data: Path, *, exits: bool) -> None:
        self._aws = aws
        self._data = data
        self._exits = exits
        self._outputs = stack.outputs(aws)
        self._seller = self._outputs["users"][USER]["seller_id"]
        self._api = Api(self._outputs["api_url"], self._outputs["users"][USER]["token"])

    def whole_path(self, files: list[Path]) -> bool:
        """Take each file down the whole path; False if one of them could not be read."""
        all_read = True
        for file in files:
            started = time.monotonic()
            import_id = self._upload(file)
            all_read &= self._report(import_id)
            drafts = self._drafts(import_id)
            self._issue(drafts)
            issued = self._await_mails([draft["id"] for draft in drafts])
            self._papers(issued)
            print(f"\nFrom upload to the last mail: {time.monotonic() - started:.1f} s")
        self._links()
        return all_read

    def _upload(self, file: Path) -> str:
        key = f"uploads/{self._seller}/{file.name}"
        known = {item["import_id"] for item in self._imports()}
        print(f"\n1. Upload {file.name} to {self._outputs['uploads_bucket']}/{key}")
        self._aws.client("s3").put_object(Bucket=self._outputs["uploads_bucket"], Key=key, Body=file.read_bytes())

        def finished() -> Any:
            new = [item for item in self._imports() if item["import_id"] not in known]
            return new[0]["import_id"] if new and new[0]["status"] in ("done", "failed") else None

        return str(_await(finished, "the import"))

    def _imports(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self._api.call("GET", "/imports").body["items"]
        return items

    def _report(self, import_id: str) -> bool:
        report = self._api.call("GET", f"/imports/{import_id}").body
        counts = {name: count for name, count in report["counts"].items() if count}
        print(f"2. Import report {import_id}: {report['status']} {json.dumps(counts)}")
        if report["error"]:
            print(f"   {report['error']['message']}")
        for row in report["transactions"]:
            if row["reasons"]:
                print(f"   no. {row['position']}: {row['outcome']} – {' '.join(row['reasons'])}")
        return bool(report["status"] == "done")

    def _drafts(self, import_id: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None:
            page = self._api.call("GET", f"/documents?status=draft&import_id={import_id}&limit=200{cursor}").body
            rows += page["items"]
            cursor = f"&cursor={page['cursor']}" if page["cursor"] else None
        rows.sort(key=lambda row: (row["ordered_at"] or "", row["id"]))
        ready = [row for row in rows if row["ready"]]
        print(f"3. {len(rows)} drafts, {len(ready)} of them ready:")
        for row in rows:
            state = "ready" if row["ready"] else f"held: {', '.join(row['problems'])}"
            worth = f"{row['gross']:>10} {row['currency']}"
            print(f"   {row['id']}  {row['kind']:<8} {worth}  {row['buyer_name']:<28} {state}")
        if in_ksef := [row for row in rows if row["ksef"] == "required"]:
            print(KSEF.format(count=len(in_ksef)))
        return ready

    def _issue(self, drafts: list[dict[str, Any]]) -> None:
        print(f"4. Issue the {len(drafts)} ready ones:")
        for draft in drafts:
            answer = self._api.call("POST", f"/documents/{draft['id']}/issue")
            outcome = answer.body.get("number") or answer.body.get("detail")
            print(f"   {draft['id']}  →  {outcome}")

    def _await_mails(self, ids: list[str]) -> list[dict[str, Any]]:
        def all_done() -> Any:
            documents = [self._api.call("GET", f"/documents/{document_id}").body for document_id in ids]
            waiting = [
                document
                for document in documents
                if document["status"] == "issued"
                and (document["pdf"] is None or document["email"]["status"] in ON_THEIR_WAY)
            ]
            return None if waiting else documents

        done: list[dict[str, Any]] = _await(all_done, "PDFs and mails") if ids else []
        return [document for document in done if document["status"] == "issued"]

    def _papers(self, documents: list[dict[str, Any]]) -> None:
        print(f"5. PDFs in {self._outputs['documents_bucket']}, mails in the mailbox:")
        for document in documents:
            mail = document["email"]
            print(f"   {document['number']}  {document['pdf']['key']}  mail to {mail['to']}: {mail['status']}")
        if any(document["email"]["status"] == "withheld" for document in documents):
            print("   withheld: Allegro attaches the document to the order and does not deliver the mail itself")

    def _links(self) -> None:
        outputs = self._outputs
        print(f"\nMails:    {outputs['mailbox_url']}")
        print(f"Reports:  s3://{outputs['reports_bucket']}/reports/{self._seller}/_NAJNOWSZY.html")
        data = _option(self._data)
        first = f" (after python3 infra/local up{data})" if self._exits else ""
        print(f"\nTry it{first}:")
        print(f"  TOKEN=$(python3 infra/local token{data})")
        for path in ("documents?status=draft", "imports"):
            print(f"  curl -H \"Authorization: Bearer $TOKEN\" '{outputs['api_url']}/{path}'")


def _await(ready: Any, what: str) -> Any:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if (result := ready()) is not None:
            return result
        time.sleep(POLL_S)
    raise TimeoutError(what)

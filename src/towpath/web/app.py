"""The application: the table of routes and the way of a request through it."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route as StarletteRoute

from towpath.errors import BadInput, TowpathError
from towpath.web.body import Body, pass_over
from towpath.web.forms.fields import BODY_LIMIT, Fields
from towpath.web.forms.multipart import Form, Part, boundary_of
from towpath.web.pages import (
    about_us,
    after,
    again,
    attachments,
    bring_in,
    chat,
    check_in,
    clear,
    contact,
    decide,
    events,
    feelings,
    files,
    first_start,
    friend,
    goals,
    help_now,
    impact,
    incidents,
    intention,
    journal,
    keeping,
    last_message,
    leave,
    letters,
    limits,
    lock,
    messages,
    notice,
    opening,
    over_time,
    own_part,
    passages,
    paths,
    picture,
    plan,
    privacy,
    promises,
    refusal,
    space,
    talk,
    ten_minutes,
    today,
    urge,
    weigh,
    working,
)
from towpath.web.render import Frame, render
from towpath.web.routes import Access, Route
from towpath.web.security.addresses import Place
from towpath.web.security.headers import SecurityHeaders
from towpath.web.security.origin import TOKEN_FIELD, host_allowed, same_origin
from towpath.web.security.room import Session
from towpath.web.visit import Answer, Enter, Go, Kept, Leave, NotThere, Parts, Show, Text, Visit, said

_log = logging.getLogger("towpath")

COOKIE: Final = "s"
BODY_SECONDS: Final = 20
FILES_LIMIT: Final = 101 * 2**20
"""Bytes of a form with files: one attachment as large as may be, and what stands around it."""
_TOO_LARGE: Final = frozenset({"form_too_large", "attachment_large"})

ROUTES: Final = (
    # page, who may see it, GET, POST, kept while locked
    Route("lock", Access.ANYONE, lock.show, lock.unlock),
    Route("help", Access.ANYONE, help_now.show, help_now.choose_country),
    Route("friend", Access.ANYONE, friend.show),
    Route("exit", Access.ANYONE, None, leave.leave_this_page),
    Route("style", Access.ANYONE, files.style),
    Route("script", Access.ANYONE, files.script),
    Route("welcome", Access.DOOR, first_start.welcome),
    Route("try_exit", Access.DOOR, first_start.try_leaving),
    Route("new", Access.DOOR, first_start.passphrase, first_start.make_notebook),
    Route("settle", Access.OPENED, first_start.settle, first_start.settled),
    Route("shut", Access.OPENED, None, leave.lock),
    Route("alive", Access.OPENED, None, leave.still_here),
    Route("today", Access.OPENED, today.show),
    Route("check_in", Access.OPENED, check_in.show, check_in.keep, holds=True),
    Route("signs", Access.OPENED, notice.families),
    Route("family", Access.OPENED, notice.show, notice.keep, holds=True),
    Route("picture", Access.OPENED, picture.show),
    Route("about_us", Access.OPENED, about_us.show, about_us.keep, holds=True),
    Route("crisis", Access.OPENED, about_us.crisis),
    Route("over_time", Access.OPENED, over_time.show, over_time.choose),
    Route("journal", Access.OPENED, journal.show, journal.look_for),
    Route("entry", Access.OPENED, journal.read),
    Route("asked", Access.OPENED, journal.read_check_in, journal.delete_check_in),
    Route("files", Access.OPENED, attachments.show, attachments.add, files=True),
    Route("image", Access.OPENED, attachments.image),
    Route("download", Access.OPENED, attachments.download),
    Route("drop_file", Access.OPENED, attachments.ask_delete, attachments.delete),
    Route("bring_in", Access.OPENED, bring_in.choose, bring_in.read, files=True),
    Route("brought", Access.OPENED, bring_in.show, bring_in.keep),
    Route("messages", Access.OPENED, messages.show, messages.read, files=True),
    Route("brought_chat", Access.OPENED, messages.show_brought, messages.keep),
    Route("chat", Access.OPENED, chat.show),
    Route("passages", Access.OPENED, passages.show, passages.say),
    Route("with_me", Access.OPENED, passages.read_entry),
    Route("chat_messages", Access.OPENED, chat.read),
    Route("give_up", Access.OPENED, None, working.stop),
    Route("drop_chat", Access.OPENED, chat.ask_delete, chat.delete),
    Route("write", Access.OPENED, journal.write, journal.keep, holds=True),
    Route("draft", Access.OPENED, None, journal.keep_draft),
    Route("delete", Access.OPENED, journal.ask_delete, journal.delete),
    Route("write_incident", Access.OPENED, incidents.write, incidents.keep, holds=True),
    Route("incident_draft", Access.OPENED, None, incidents.keep_draft),
    Route("incident", Access.OPENED, incidents.read),
    Route("after_harm", Access.OPENED, incidents.after_harm),
    Route("delete_incident", Access.OPENED, incidents.ask_delete, incidents.delete),
    Route("promises", Access.OPENED, promises.show),
    Route("promise", Access.OPENED, promises.ask, promises.keep, holds=True),
    Route("events", Access.OPENED, events.show),
    Route("event", Access.OPENED, events.ask, events.keep, holds=True),
    Route("feelings", Access.OPENED, feelings.show, feelings.keep, holds=True),
    Route("weigh", Access.OPENED, weigh.show),
    Route("matters", Access.OPENED, weigh.show_matters, weigh.keep_matters, holds=True),
    Route("swings", Access.OPENED, weigh.show_swings, weigh.keep_swings, holds=True),
    Route("scores", Access.OPENED, weigh.show_scores, weigh.keep_scores, holds=True),
    Route("gut", Access.OPENED, weigh.show_gut, weigh.keep_gut, holds=True),
    Route("firm", Access.OPENED, weigh.show_firm),
    Route("path", Access.OPENED, paths.show, paths.keep, holds=True),
    Route("holds", Access.OPENED, paths.show_holds, paths.keep_holds, holds=True),
    Route("intention", Access.OPENED, intention.show, intention.keep, holds=True),
    Route("impact", Access.OPENED, impact.show, impact.keep, holds=True),
    Route("clear", Access.OPENED, clear.show, clear.keep, holds=True),
    Route("decide", Access.OPENED, decide.show, decide.keep, holds=True),
    Route("after", Access.OPENED, after.show),
    Route("contact", Access.OPENED, contact.show, contact.keep, holds=True),
    Route("otherwise", Access.OPENED, contact.ask, contact.note, holds=True),
    Route("letter", Access.OPENED, letters.ask, letters.keep, holds=True),
    Route("urge", Access.OPENED, urge.show, urge.wait),
    Route("goals", Access.OPENED, goals.show, goals.mark_done),
    Route("goal", Access.OPENED, goals.ask, goals.keep, holds=True),
    Route("ten_minutes", Access.OPENED, ten_minutes.show),
    Route("space", Access.OPENED, space.show, space.keep, holds=True),
    Route("last_message", Access.OPENED, last_message.show, last_message.keep, holds=True),
    Route("plan", Access.OPENED, plan.show, plan.keep, holds=True),
    Route("plan_questions", Access.OPENED, plan.show_questions, plan.keep_questions, holds=True),
    Route("pocket", Access.OPENED, plan.show_pocket, plan.keep_pocket, holds=True),
    Route("talk", Access.OPENED, talk.show, talk.keep, holds=True),
    Route("limits", Access.OPENED, limits.show, limits.keep_standards, holds=True),
    Route("limit", Access.OPENED, limits.ask, limits.keep, holds=True),
    Route("crossed", Access.OPENED, None, limits.note_crossed),
    Route("again", Access.OPENED, again.show, again.keep, holds=True),
    Route("own_part", Access.OPENED, own_part.show, own_part.keep, holds=True),
    Route("privacy", Access.OPENED, privacy.show, privacy.keep),
    Route("passphrase", Access.OPENED, privacy.show_passphrase, privacy.change_passphrase),
    Route("recovery", Access.OPENED, opening.show_recovery, opening.keep_recovery),
    Route("hand_away", Access.OPENED, opening.show_hand_away, opening.hand_away),
    Route("another", Access.OPENED, opening.show_another, opening.another),
    Route("erase", Access.OPENED, opening.show_erase, opening.erase),
    Route("openings", Access.OPENED, opening.show_openings, opening.clear_openings),
    Route("log", Access.OPENED, keeping.show_log, keeping.begin_log_anew),
    Route("stamp_request", Access.OPENED, keeping.stamp_request),
    Route("stamp", Access.OPENED, None, keeping.keep_stamp, files=True),
    Route("backup", Access.OPENED, keeping.show_backup),
    Route("backup_file", Access.OPENED, keeping.backup_file),
    Route("take_in", Access.OPENED, None, keeping.take_in, files=True),
    Route("stop", Access.OPENED, None, leave.stop),
)
_BY_PAGE: Final = {route.page: route for route in ROUTES}


class Application:
    """Takes a request through host, origin, access and page, in this order, and dresses the answer."""

    def __init__(self, parts: Parts, hosts: Callable[[], frozenset[str]]) -> None:
        self.parts = parts
        self.hosts = hosts

    async def __call__(self, request: Request) -> Response:
        """Answer one request; whatever goes wrong becomes a calm page without a trace."""
        if not host_allowed(request.headers, self.hosts()):
            return Response("", 400)
        try:
            return await self._answered(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets a calm page and no trace of content
            _report(error)
            return Response("", 500)

    async def _answered(self, request: Request) -> Response:
        try:
            if (boundary := self._files_between(request)) is not None:
                return await self._answered_with_files(request, boundary)
            fields = await self._fields(request)
            return await run_in_threadpool(self._answer, request, fields)
        except TimeoutError:
            return Response("", 408)
        except BadInput as error:
            return self._refused(request, error, 413 if error.key in _TOO_LARGE else 400)

    def _files_between(self, request: Request) -> bytes | None:
        """Return what stands between the parts of a form with files, where the page takes such a form."""
        place = self.parts.addresses.find(request.url.path.removeprefix("/"))
        if request.method != "POST" or place is None or not _BY_PAGE[place.page].files:
            return None
        return boundary_of(request.headers.get("content-type", ""))

    async def _answered_with_files(self, request: Request, boundary: bytes) -> Response:
        """Answer while the body comes: who sends it is asked before a byte of a file is read."""
        body = Body(request.receive, asyncio.get_running_loop())
        try:
            if int(request.headers.get("content-length", "0")) > FILES_LIMIT:
                raise BadInput("attachment_large")
            return await run_in_threadpool(self._answer_with_files, request, Form(boundary, body), body)
        finally:
            if body.more and body.goes_on():
                await pass_over(request.receive)

    def _answer_with_files(self, request: Request, form: Form, body: Body) -> Response:
        session = self.parts.room.session(request.cookies.get(COOKIE, ""))
        body.goes_on = lambda: session is None or self.parts.room.used(session)
        return self._answer(request, form.fields(), form.files())

    async def _fields(self, request: Request) -> Fields:
        if request.method != "POST":
            return Fields()
        body = bytearray()
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_LIMIT:
                    raise BadInput("form_too_large")
        return Fields.parse(bytes(body))

    def _answer(self, request: Request, fields: Fields, files: Iterator[Part] | None = None) -> Response:
        cookie = request.cookies.get(COOKIE, "")
        code = request.url.path.removeprefix("/")
        door = self.parts.room.exchange(code) if request.method == "GET" else None
        if door:
            return self._with_cookie(RedirectResponse("/", 303), door)
        known = self.parts.addresses.find(code)
        used = known is not None and _BY_PAGE[known.page].access is Access.OPENED
        session = self.parts.room.session(cookie, used=used)
        place = known if code else self._start(cookie, session)
        item = place.item if place else ""
        coming = iter(()) if files is None else files
        visit = Visit(parts=self.parts, item=item, cookie=cookie, session=session, fields=fields, files=coming)
        route = _BY_PAGE.get(place.page) if place else None
        if request.method == "POST" and not self._ours(request, visit):
            return self._page(Show(page=refusal.Refusal(kind="forged"), status=403), visit, "refusal")
        if request.method == "GET" and session and (refused := session.take_refused(code)):
            return refused
        return self._not_to_be_stored(request, code, session, self._visit(request, route, visit))

    @staticmethod
    def _not_to_be_stored(request: Request, code: str, session: Session | None, answer: Response) -> Response:
        """Answer a form that a page without scripts sent, and that cannot be taken, by way of a redirect.

        A browser writes what a form sent to its disk, with the page that answers it; after a redirect it drops it.
        """
        by_form = request.method == "POST" and request.headers.get("sec-fetch-mode") == "navigate"
        if not by_form or session is None or answer.status_code < 400:
            return answer
        session.refused = (code, answer)
        return RedirectResponse(f"/{code}", 303)

    def _visit(self, request: Request, route: Route | None, visit: Visit) -> Response:
        if route is None or not self._may(route, visit):
            return self._turned_away(request, route, visit)
        return self._handled(route, visit, post=request.method == "POST")

    def _handled(self, route: Route, visit: Visit, *, post: bool) -> Response:
        handler = route.post if post else route.get
        if handler is None:
            return Response("", 405)
        try:
            return self._dress(handler(visit), visit, route.page)
        except working.StillWorking as still:
            return self._page(Show(page=still.page), visit, route.page)
        except NotThere:
            return self._page(Show(page=refusal.Refusal(kind="not_there"), status=404), visit, "refusal")
        except TowpathError as error:
            shown = Show(page=refusal.Refusal(kind="error"), status=409, faults=(said(visit, error),))
            return self._page(shown, visit, "refusal")

    def _start(self, cookie: str, session: Session | None) -> Place:
        """Where the bare address leads: on with the day, to the first start, or to the lock page."""
        if session:
            return Place("today", "")
        new = not self.parts.settings.notebook.exists() and self.parts.room.door_token(cookie)
        return Place("welcome" if new else "lock", "")

    def _may(self, route: Route, visit: Visit) -> bool:
        if route.access is Access.OPENED:
            return visit.session is not None
        if route.access is Access.DOOR:
            known = bool(self.parts.room.door_token(visit.cookie))
            return known and visit.session is None and not self.parts.settings.notebook.exists()
        return True

    def _turned_away(self, request: Request, route: Route | None, visit: Visit) -> Response:
        """A locked page and one that does not exist look the same until the notebook is open."""
        if visit.session is not None:
            return self._page(Show(page=refusal.Refusal(kind="not_there"), status=404), visit, "refusal")
        if request.method == "POST" and route is not None and route.holds:
            self.parts.room.hold(visit.cookie, route.page, visit.item, visit.fields.pairs)
        return RedirectResponse("/", 303)

    def _ours(self, request: Request, visit: Visit) -> bool:
        room = self.parts.room
        expected = visit.session.token if visit.session else room.door_token(visit.cookie)
        host = request.headers["host"]
        return same_origin(request.headers, host, visit.fields.get(TOKEN_FIELD), expected)

    def _dress(self, answer: Answer, visit: Visit, page: str) -> Response:
        match answer:
            case Show():
                return self._page(answer, visit, page)
            case Go():
                return RedirectResponse(self.parts.addresses.of(answer.page, answer.item), 303)
            case Text():
                return Response(answer.body, answer.status, media_type=answer.media_type)
            case Kept():
                return _sent(answer)
            case Enter():
                return self._enter(answer, visit)
            case Leave():
                return self._leave(answer, visit)

    def _enter(self, answer: Enter, visit: Visit) -> Response:
        return self._with_cookie(self._go_on(answer, visit.parts), answer.session.id)

    def _go_on(self, answer: Enter, parts: Parts) -> Response:
        """Do what was sent while the notebook had locked itself, now that it is open again; else go on."""
        held, session = answer.held, answer.session
        if held is None:
            return self._dress(answer.then, Visit(parts=parts, item="", cookie=session.id, session=session), "")
        fields = Fields.of(held.fields)
        visit = Visit(parts=parts, item=held.item, cookie=session.id, session=session, fields=fields)
        return self._handled(_BY_PAGE[held.page], visit, post=True)

    def _leave(self, answer: Leave, visit: Visit) -> Response:
        response: Response = RedirectResponse("/", 303)
        if answer.away:
            gone = replace(visit, session=None)  # its notebook is closed: nothing more can be read from it
            response = self._page(Show(page=leave.Away(to=answer.to)), gone, "away")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if answer.forget:
            response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response

    def _page(self, shown: Show, visit: Visit, page: str) -> Response:
        session = visit.session
        preferences = privacy.preferences(visit) if session else privacy.DEFAULTS
        frame = Frame(
            here=page,
            item=visit.item,
            opened=session is not None,
            token=session.token if session else self.parts.room.door_token(visit.cookie),
            idle_seconds=int(session.idle_seconds) if session else 0,
            exit_page=preferences.exit_page,
            country=preferences.country,
        )
        return HTMLResponse(render(shown, frame, self.parts.pack, self.parts.addresses), shown.status)

    def _refused(self, request: Request, error: BadInput, status: int) -> Response:
        cookie = request.cookies.get(COOKIE, "")
        visit = Visit(parts=self.parts, item="", cookie=cookie, session=self.parts.room.session(cookie))
        shown = Show(page=refusal.Refusal(kind="error"), status=status, faults=(said(visit, error),))
        return self._page(shown, visit, "refusal")

    def _with_cookie(self, response: Response, value: str) -> Response:
        response.set_cookie(COOKIE, value, path="/", httponly=True, samesite="strict")
        return response


def _sent(file: Kept) -> Response:
    """Send a file as it is read; nothing of it is to be run, and what is not shown is to be saved."""
    headers = {"content-length": str(file.size)}
    if file.save_as:
        headers["content-disposition"] = f'attachment; filename="{file.save_as}"'
    return StreamingResponse(file.pieces, media_type=file.media_type, headers=headers)


def create_app(parts: Parts, hosts: Callable[[], frozenset[str]]) -> Starlette:
    """Return the application. ``hosts`` are the only Host headers it answers to (``127.0.0.1:PORT``)."""

    @asynccontextmanager
    async def watched(_app: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(_lock_when_idle(parts))
        try:
            yield
        finally:
            watch.cancel()
            parts.room.leave()

    application = Application(parts, hosts)
    methods = ["GET", "HEAD", "POST"]

    async def endpoint(request: Request) -> Response:
        return await application(request)

    app = Starlette(routes=[StarletteRoute("/{code:path}", endpoint, methods=methods)], lifespan=watched)
    app.add_middleware(SecurityHeaders)
    return app


def _report(error: Exception) -> None:
    """Log the kind of a fault and the place in our code: never a value, an id or a word of the person."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("%s at %s:%s", type(error).__name__, Path(last.filename).name, last.lineno)


async def _lock_when_idle(parts: Parts) -> None:
    while True:
        await asyncio.sleep(1)
        await run_in_threadpool(parts.room.lock_if_expired)

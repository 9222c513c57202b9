// Leaving, locking, drafts and a guard for words not saved. Every page works without it.
"use strict";
(() => {
  const doc = document;
  const one = (selector) => doc.querySelector(selector);
  let last = Date.now(), pinged = last, dirty = false, gone = false, timer = 0;

  const go = (address) => { gone = true; location.replace(address); };
  const blank = () => { gone = true; doc.documentElement.replaceChildren(); };
  const post = (address, data, more) => fetch(address, { method: "POST", body: new URLSearchParams(data), ...more });

  // Blank the page first, then end the session, then go: it works with the program closed, too.
  const leave = () => {
    const form = one("#leave");
    if (!form) return;
    const address = form.action, to = form.dataset.to, data = new FormData(form);
    blank();
    post(address, data, { keepalive: true }).catch(() => {});
    location.replace(to);
  };

  const lock = () => {
    const form = one("#lock");
    if (!form) return go("/");
    const address = form.action, data = new FormData(form);
    blank();
    post(address, data, { keepalive: true }).catch(() => {}).then(() => location.replace("/"));
  };

  const fresh = () => {
    dirty = false;
    const faults = one(".faults");
    if (faults) faults.focus();
  };

  const show = (page) => {
    doc.body.replaceWith(page.body);
    fresh();
    scrollTo(0, 0);
  };

  // A form with files shows how far it has come, and can be stopped.
  const upload = (form, data) => new Promise((done, fail) => {
    const request = new XMLHttpRequest(), shown = form.querySelector("[data-sending]"), bar = shown.querySelector("progress");
    const over = (then) => () => { shown.hidden = true; then(); };
    request.upload.onprogress = (event) => {
      last = Date.now();
      shown.hidden = false;
      bar.max = event.total;
      bar.value = event.loaded;
    };
    request.onload = over(() => done({ redirected: request.responseURL !== form.action, url: request.responseURL, text: () => request.responseText }));
    request.onerror = over(fail);
    request.onabort = over(() => {});
    shown.querySelector("[data-stop]").onclick = () => request.abort();
    request.open("POST", form.action);
    request.send(data);
  });

  // Pages take each other's place, so that the history of the browser holds one entry.
  const send = async (form, submitter) => {
    const data = new FormData(form, submitter);
    clearTimeout(timer);
    timer = 0;
    try {
      const answer = await (form.enctype[0] === "m" ? upload(form, data) : post(form.action, data));
      dirty = false;
      if (answer.redirected) return go(answer.url);
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      const offline = one("#offline");
      if (offline) { offline.hidden = false; offline.scrollIntoView(); }
    }
  };

  // What takes a while is asked for again and again, until another page comes in its place.
  const look = async () => {
    const shown = one("[data-working]");
    if (!shown || gone) return;
    last = Date.now();
    try {
      const answer = await fetch(location.href);
      if (answer.redirected) return go(answer.url);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-working]");
      if (one("[data-working]") !== shown) return;
      if (now) shown.replaceWith(now);
      else show(page);
    } catch { /* the program may be closed: the page stays as it is */ }
  };

  const draft = async (form) => {
    timer = 0;
    if (gone) return;
    try {
      const answer = await post(form.dataset.draft, new FormData(form));
      if (answer.status !== 204) return;
      last = Date.now();
      if (!timer) dirty = false;
      const kept = one("#kept");
      if (kept) kept.hidden = false;
    } catch { /* the guard below still knows that words are not saved */ }
  };

  const active = () => {
    if (gone) return;
    last = Date.now();
    const alive = doc.body.dataset.alive;
    if (!alive || last - pinged < 20000) return;
    pinged = last;
    post(alive, { token: doc.body.dataset.token }).catch(() => {});
  };

  // A place on the same page is gone to without an address of its own: its name would stay in the history.
  const jump = (event, link) => {
    const place = one(link.hash.replaceAll(".", "\\."));
    if (!place) return;
    event.preventDefault();
    (place.matches("fieldset") ? place.querySelector("input") : place).focus();
  };

  doc.addEventListener("click", (event) => {
    const place = event.target.closest("a[href^='#']");
    if (place) return jump(event, place);
    const link = event.target.closest("a[href^='/']");
    if (!link || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (dirty && !confirm(doc.body.dataset.guard)) return;
    go(link.href);
  });

  doc.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.id === "leave") leave();
    else if (event.target.id === "lock") lock();
    else send(event.target, event.submitter);
  });

  doc.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !("keep" in form.dataset)) return;
    dirty = true;
    if (!form.dataset.draft || timer) return;
    timer = setTimeout(draft, 2000, form);
  });

  // What matters can be dragged to its place; the lines of the text are the order, and buttons do the same.
  let dragged;
  doc.addEventListener("dragstart", (event) => { dragged = event.target.closest(".order li"); });
  doc.addEventListener("dragover", (event) => { if (dragged && event.target.closest(".order")) event.preventDefault(); });
  doc.addEventListener("drop", (event) => {
    const over = event.target.closest(".order li"), words = one("#words");
    if (!dragged || !over || !words) return;
    event.preventDefault();
    const from = dragged.dataset.words, to = over.dataset.words;
    const lines = words.value.split("\n").filter((line) => line.trim() !== from);
    const at = lines.findIndex((line) => line.trim() === to);
    if (from === to || at < 0) return;
    lines.splice(at + (dragged.compareDocumentPosition(over) === 4), 0, from);
    words.value = lines.join("\n");
    dragged = null;
    words.form.requestSubmit(words.form.querySelector("[value=keep]"));
  });

  const presses = { Shift: [], Escape: [] };
  const pressed = (key, times, within) => {
    const now = Date.now(), list = presses[key];
    list.push(now);
    return list.filter((at) => now - at < within).length >= times;
  };
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses.Shift = [];
    if (event.repeat || !(event.key in presses)) return;
    if (event.key === "Shift" && pressed("Shift", 3, 5000)) leave();
    if (event.key === "Escape" && pressed("Escape", 2, 1000)) lock();
  });

  for (const kind of ["keydown", "pointerdown", "scroll"]) doc.addEventListener(kind, active, { passive: true });
  addEventListener("beforeunload", (event) => { if (dirty && !gone) event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  setInterval(() => {
    const idle = doc.body && Number(doc.body.dataset.idle);
    if (idle && Date.now() - last > idle * 1000 && !gone) { blank(); location.replace("/"); }
  }, 1000);
  setInterval(look, 1000);
  fresh();
})();

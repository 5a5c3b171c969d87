// html-validate finds no error in the pages that the program writes, and finds the errors of a page that has some.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { made } from "./browser.mjs";

const validator = new HtmlValidate({ root: true, extends: ["html-validate:recommended"] });
/** Scripts and data are no markup; in the one file they are most of it. */
const withoutScripts = (html) => html.replace(/(<script\b[^>]*>)[\s\S]*?(<\/script>)/gu, "$1$2");

async function errors(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages).map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`);
}

test("the page of the folder", async () => {
  assert.deepEqual(await errors(readFileSync(made("site/index.html"), "utf8")), []);
});

test("the one file, in English and in Urdu", async () => {
  for (const name of ["map.html", "ur.html"]) assert.deepEqual(await errors(withoutScripts(readFileSync(made(name), "utf8"))), [], name);
});

test("errors are found", async () => {
  assert.notDeepEqual(await errors("<!DOCTYPE html><html><head><title>a</title></head><body><p><div></p><img></body></html>"), []);
});

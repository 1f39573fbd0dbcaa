import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/astro.ts';
import { readPages } from '../../scripts/pages/page.ts';
import { parseGlossary, type Term, termCutter, termId } from './glossary.ts';

const terms = parseGlossary(readFileSync(join(ROOT, 'content/glossary.jsonl'), 'utf8'));
const named = (term: string, also?: string[]): Term => ({ term, also, meaning: '', page: '' });

test('each term is explained on a page that there is, under a heading that there is', () => {
  const pages = new Map(readPages(ROOT).pages.map((page) => [page.route, page]));
  const lost = terms.filter(({ page }) => {
    const [route, heading] = page.split('#');
    return !pages.get(route!)?.anchors.has(heading!);
  });
  expect(lost.map(({ term, page }) => `${term}: ${page}`)).toEqual([]);
});

test('each term stands in the text that explains it', () => {
  const pages = new Map(readPages(ROOT).pages.map((page) => [page.route, page]));
  const silent = terms.filter((term) => {
    const text = readFileSync(pages.get(term.page.split('#')[0]!)!.file, 'utf8').replace(/\s+/g, ' ');
    return ![term.term, ...(term.also ?? [])].some((form) => text.toLowerCase().includes(form.toLowerCase()));
  });
  expect(silent.map(({ term, page }) => `${term}: ${page}`)).toEqual([]);
});

test('no form stands for two terms, and the order is that of the alphabet', () => {
  const forms = terms.flatMap(({ term, also }) => [term, ...(also ?? [])]).map((form) => form.toLowerCase());
  expect(forms.filter((form, i) => forms.indexOf(form) !== i)).toEqual([]);
  const ids = terms.map(termId);
  expect(new Set(ids).size).toBe(ids.length);
  const names = terms.map(({ term }) => term.toLowerCase());
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
});

test('a text is cut at its terms, each once, the longest first', () => {
  const [queue, dlq] = [named('queue'), named('dead-letter queue', ['DLQ'])];
  const seen = new Set<Term>();
  const cut = (text: string) =>
    termCutter([queue, dlq])(text, seen).map(({ text: part, term }) => (term ? `[${part}]` : part));
  expect(cut('A Dead-letter queue is a queue, and a queue.')).toEqual([
    'A ',
    '[Dead-letter queue]',
    ' is a ',
    '[queue]',
    ', and a queue.',
  ]);
  expect(cut('The DLQ again.')).toEqual(['The DLQ again.']);
});

test('a part of a word is no term, nor is a word that is too common', () => {
  const cut = (text: string, common?: boolean) =>
    termCutter([{ ...named('saga'), common }])(text, new Set()).filter(({ term }) => term);
  expect(cut('message sagacious non-saga')).toEqual([]);
  expect(cut('a saga', true)).toEqual([]);
  expect(cut('a saga')).toHaveLength(1);
});

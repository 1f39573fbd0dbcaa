import { expect, test } from 'vitest';
import { twin } from './twin.ts';

const OPTIONS = {
  page: 'https://example.com/course/queues/',
  index: 'https://example.com/course/llms.txt',
  site: 'https://example.com/course/',
};

/** The Markdown of a page's content, as Starlight frames it. */
function markdown(content: string, options = OPTIONS): string {
  const html = `<!doctype html><html><head><meta name="description" content="What &#34;a&#34; is."></head>
    <body><nav><a href="/course/">Home</a></nav><main><h1 id="_top" data-page-title>Queues &#38; more</h1>
    <div class="sl-markdown-content">${content}</div><footer><p>foot</p></footer></main></body></html>`;
  return twin(html, options);
}

/** What stands below the head of the twin. */
const body = (content: string) => markdown(content).split('\n\n').slice(3).join('\n\n');

test('a twin begins with title, description and where the page and all others are', () => {
  expect(markdown('<p>One</p>')).toBe(
    `# Queues & more

> What "a" is.

This is the Markdown of <https://example.com/course/queues/>. All pages: <https://example.com/course/llms.txt>

One
`,
  );
});

test.each([
  ['<p>one\ntwo <strong>three</strong> <em>four</em></p>', 'one two **three** *four*'],
  ['<p>a<br>b <code>x`y</code> <kbd>/</kbd></p>', 'a\\\nb ``x`y`` `/`'],
  ['<p>2 * 3 _a_ snake_case &lt;b&gt; `</p>', '2 \\* 3 \\_a\\_ snake_case \\<b> \\`'],
  ['<p>1. no list</p><p># no heading</p>', '\\1. no list\n\n\\# no heading'],
  ['<p><s>so</s> not so</p>', '<s>so</s> not so'],
  ['<h2 id="x">Head <code>y</code></h2><a class="sl-anchor-link" href="#x">Section</a>', '## Head `y`'],
  ['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', '- a\n- b\n  - c'],
  ['<ol start="3"><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>', '3. a\n\n   b\n\n4. c'],
  ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
  ['<div><p>a</p>loose <b>text</b><p>b</p></div>', 'a\n\nloose **text**\n\nb'],
  ['<details><summary>More</summary><p>a</p></details>', '**More**\n\na'],
  ['<p>a <button>press</button><span class="sr-only">said</span><i data-markdown-ignore>no</i></p>', 'a'],
  ['<p><img src="/course/a.svg" alt="A cat"></p>', '![A cat](https://example.com/course/a.svg)'],
])('%s', (html, expected) => {
  expect(body(html)).toBe(`${expected}\n`);
});

test.each([
  ['/course/messaging/sqs/#a', 'https://example.com/course/messaging/sqs.md#a'],
  ['/course/', 'https://example.com/course/index.md'],
  ['#here', '#here'],
  ['/course/cards/a.png', 'https://example.com/course/cards/a.png'],
  ['https://docs.aws.amazon.com/x/', 'https://docs.aws.amazon.com/x/'],
])('a link to %s leads to %s', (href, expected) => {
  expect(body(`<p><a href="${href}">x</a></p>`)).toBe(`[x](${expected})\n`);
});

test('a table keeps its caption, the sides of its columns and its bars', () => {
  const table = `<table><caption>Polls</caption><thead><tr><th>kind</th><th class="num">calls</th></tr></thead>
    <tbody><tr><th scope="row">a|b</th><td>1,000</td></tr></tbody></table>`;
  expect(body(`<div class="scroll">${table}</div>`)).toBe(
    '**Polls**\n\n| kind | calls |\n| --- | --: |\n| a\\|b | 1,000 |\n',
  );
});

test('an example has its code, though it is coloured, and what its run showed', () => {
  const line = (code: string) => `<div class="ec-line"><div class="code">${code}</div></div>`;
  const sandbox = `<x-sandbox><script type="application/json">{"a":"<p>"}</script><p class="caption">One run</p>
    <div class="file"><div class="expressive-code"><figure class="frame has-title"><figcaption class="header"><span class="title">a.ts</span></figcaption><pre data-language="ts"><code>${line('<span class="indent">  </span><span style="--0:#fff">a</span> &lt; b')}<details><summary>folded</summary>${line('\n')}</details>${line('c')}</code></pre></figure></div></div>
    <div class="bar" data-markdown-ignore><button>Run</button></div>
    <div class="transcript"><div class="line">first</div><div class="line">second</div>
    <figure class="chart"><figcaption>Waiting</figcaption><ul class="legend"><li>queue</li></ul>
    <svg><svg><text>1</text></svg><text>2</text></svg><details data-pagefind-ignore><summary>Data</summary><p>It grows.</p>
    <table><caption>Waiting</caption><thead><tr><th>t</th></tr></thead><tbody><tr><td>0</td></tr></tbody></table></details></figure>
    <p class="check"><span data-markdown-ignore>✓</span><span class="sr-only">Passed: </span>it ends</p><p class="check failed"><span>✗</span><b>Failed:</b> it stays</p></div></x-sandbox>`;
  expect(body(sandbox)).toBe(`**One run**

\`a.ts\`

\`\`\`ts
  a < b

c
\`\`\`

Result:

\`\`\`text
first
second
\`\`\`

**Waiting**

It grows.

| t |
| --- |
| 0 |

- ✓ it ends
- ✗**Failed:** it stays
`);
});

test('a diagram is told in words, an aside quoted, a member of the reference listed with what it is', () => {
  const diagram = `<figure class="diagram"><div><svg><style>a{}</style><text>A</text></svg></div><figcaption>Two tiers<details><summary>In words</summary><p>Web and worker.</p></details></figcaption></figure>`;
  const aside = `<aside class="starlight-aside"><p class="starlight-aside__title" aria-hidden="true"><svg></svg>Note</p><div class="starlight-aside__content"><p>a</p></div></aside>`;
  const members = `<dl class="members"><dt><pre data-signature><code><span>readonly name: string</span></code></pre></dt><dd><p>The name.</p></dd><dt><code>url</code></dt><dd>Where.</dd></dl>`;
  expect(body(diagram + aside + members)).toBe(`**Figure: Two tiers.** Web and worker.

> **Note**
>
> a

- \`readonly name: string\`: The name.
- \`url\`: Where.
`);
});

test('code that has fences of its own is fenced with more', () => {
  expect(body('<pre data-language="md"><code>```\nx\n```</code></pre>')).toBe('````md\n```\nx\n```\n````\n');
});

test('a page without content is an error: the frame around it has changed', () => {
  expect(() => twin('<p>no</p>', OPTIONS)).toThrow('https://example.com/course/queues/ has no content');
});

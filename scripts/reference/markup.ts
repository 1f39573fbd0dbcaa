import { markdownToHtml } from 'satteri';
import { createHighlighter } from 'shiki';
import type { Comment } from 'typedoc';

/** Finds the address of a public name, or of a member (`Queue.metric`), as seen from a name; undefined if there is none. */
export type Find = (name: string, from?: string) => string | undefined;

const highlighter = await createHighlighter({
  langs: ['typescript'],
  // Of those that Shiki has, the two whose every colour reads well on this site.
  themes: ['github-light-high-contrast', 'github-dark-high-contrast'],
});

/** Text as HTML. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Words of a highlighted text that are public names become links. */
function linked(html: string, find: Find): string {
  // Between tags only: what stands in a tag is no text of ours.
  return html.replace(/(?<=>)[^<]+/g, (text) =>
    text.replace(/[A-Za-z_$][\w$]*/g, (word) => {
      const href = find(word);
      return href ? `<a href="${href}">${word}</a>` : word;
    }),
  );
}

/** TypeScript, highlighted; its public names are links. */
export function codeMarkup(code: string, find: Find): string {
  const html = highlighter.codeToHtml(code, {
    lang: 'typescript',
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: 'light-dark()',
    tokenizeTimeLimit: 0,
  });
  return linked(
    html.replace('<pre class="', '<pre data-signature class="').replace(' tabindex="0"', ''),
    find,
  );
}

const AWS_PAGE = /https:\/\/docs\.aws\.amazon\.com\/\S+?(?=[).,]?(?:\s|$))/g;

/** What a page of AWS's documentation is called in a link: `API_ReceiveMessage`. */
function pageName(url: string): string {
  return /([^/#]+?)(\.html)?(#.*)?$/.exec(url)![1]!;
}

/** The text of a comment's part, as Markdown. */
function markdown(parts: Comment['summary']): string {
  return (
    parts
      .map(({ text }) => text)
      .join('')
      .replaceAll(AWS_PAGE, (url) => `[AWS: ${pageName(url)}](${url})`)
      // An address of its own line is a line of its own.
      .replaceAll(/\n(?=\[AWS: )/g, '\n\n')
  );
}

/** A comment's text as HTML; names in code that are public become links, those of `from`'s members too. */
export function textMarkup(parts: Comment['summary'], find: Find, from?: string): string {
  const { html } = markdownToHtml(markdown(parts));
  return html
    .replaceAll(/<pre><code>(.*?)<\/code><\/pre>/gs, (_, code: string) =>
      codeMarkup(plain(code).trimEnd(), find),
    )
    .replaceAll(/(?<!<pre>)<code>([\w$.]+)<\/code>/g, (all, name: string) => {
      const href = find(name, from);
      return href ? `<a href="${href}">${all}</a>` : all;
    });
}

function plain(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

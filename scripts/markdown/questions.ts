import { fileURLToPath } from 'node:url';
import { defineMdastPlugin } from 'satteri';
import { type Library, loadLibrary } from '../examples/library.ts';
import { answerText } from '../../src/sandbox/ask/answer.ts';
import {
  ASKING,
  type Asked,
  keyOfPrediction,
  questionId,
  questionProblems,
  settingsText,
  textOf,
} from '../questions/question.ts';
import type { Problem } from '../check/problem.ts';
import { attribute, type Element, isElement } from '../pages/page.ts';

type Node = Parameters<typeof isElement>[0];

/**
 * Gives the questions of a page what its build alone can know: their ids among all of the site, what the run gives, and
 * what a button says that turns knobs. A question that is wrong, or whose answer the run does not give any more, stops the
 * build by file and line.
 */
export function questions() {
  const ids = new Map<string, Set<string>>();
  const libraries = new Map<string, Promise<Library>>();
  return defineMdastPlugin({
    name: 'questions',
    options: { position: true },
    before(_root, { fileURL }) {
      if (!fileURL) return;
      ids.delete(fileURL.href);
      // Of this moment: in development the library changes.
      libraries.delete(fileURL.href);
    },
    async mdxJsxFlowElement(node, context) {
      if (!context.fileURL) return undefined;
      const parent = (one: Element, name: string): Element | undefined => {
        const found = context.parent(one) as Node | undefined;
        return found && isElement(found) && found.name === name ? found : undefined;
      };
      const { href } = context.fileURL;
      const page = fileURLToPath(context.fileURL);
      const library = () => {
        if (!libraries.has(href)) libraries.set(href, loadLibrary());
        return libraries.get(href)!;
      };
      const given = (more: Record<string, string>): Element => ({
        ...node,
        attributes: [
          ...node.attributes,
          ...Object.entries(more).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value })),
        ],
      });
      if (node.name === 'Choice' && textOf(node, 'try')) {
        const predict = parent(node, 'Predict');
        if (!predict) return undefined;
        const asked = { element: predict, sandbox: parent(predict, 'Sandbox'), page };
        // Where that is wrong, the question tells it.
        try {
          return given({ tries: settingsText(asked, textOf(node, 'try')!) });
        } catch {
          return undefined;
        }
      }
      const refuse = ({ file, line, message }: Problem): never => {
        throw new Error(`${file}:${line} ${message}`);
      };
      if (!ASKING.includes(node.name ?? '')) return undefined;
      const asked: Asked = { element: node, sandbox: parent(node, 'Sandbox'), page };
      const [problem] = await questionProblems(asked, library);
      if (problem) refuse(problem);
      const id = questionId(page, node);
      const known = ids.get(href) ?? new Set();
      if (known.has(id)) throw new Error(`${page}: two questions have the id '${attribute(node, 'id')}'.`);
      ids.set(href, known.add(id));
      if (node.name === 'Question') return given({ name: id });
      return given({ name: id, gives: answerText(await keyOfPrediction(asked, library)) });
    },
  });
}

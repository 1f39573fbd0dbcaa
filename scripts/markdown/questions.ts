import { fileURLToPath } from 'node:url';
import { defineMdastPlugin } from 'satteri';
import { answerText } from '../../src/sandbox/ask/answer.ts';
import {
  ASKING,
  type Asked,
  keyOfPrediction,
  questionId,
  questionProblems,
  questionsProblem,
  settingsText,
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
  return defineMdastPlugin({
    name: 'questions',
    options: { position: true },
    before(_root, { fileURL }) {
      if (fileURL) ids.delete(fileURL.href);
    },
    async mdxJsxFlowElement(node, context) {
      if (!context.fileURL) return undefined;
      const parent = (one: Element, name: string): Element | undefined => {
        const found = context.parent(one) as Node | undefined;
        return found && isElement(found) && found.name === name ? found : undefined;
      };
      const page = fileURLToPath(context.fileURL);
      const given = (more: Record<string, string>): Element => ({
        ...node,
        attributes: [
          ...node.attributes,
          ...Object.entries(more).map(([name, value]) => ({ type: 'mdxJsxAttribute' as const, name, value })),
        ],
      });
      if (node.name === 'Choice' && attribute(node, 'try')) {
        const predict = parent(node, 'Predict');
        if (!predict) return undefined;
        const asked = { element: predict, sandbox: parent(predict, 'Sandbox'), page };
        // Where that is wrong, the question tells it.
        try {
          return given({ tries: settingsText(asked, attribute(node, 'try')!) });
        } catch {
          return undefined;
        }
      }
      const refuse = ({ file, line, message }: Problem): never => {
        throw new Error(`${file}:${line} ${message}`);
      };
      if (node.name === 'Questions') {
        const problem = questionsProblem(node, page);
        if (problem) refuse(problem);
      }
      if (!ASKING.includes(node.name ?? '')) return undefined;
      const asked: Asked = { element: node, sandbox: parent(node, 'Sandbox'), page };
      const [problem] = await questionProblems(asked);
      if (problem) refuse(problem);
      const id = questionId(page, node);
      const known = ids.get(context.fileURL.href) ?? new Set();
      if (known.has(id)) throw new Error(`${page}: two questions have the id '${attribute(node, 'id')}'.`);
      ids.set(context.fileURL.href, known.add(id));
      if (node.name === 'Question') return given({ name: id });
      return given({ name: id, gives: answerText(await keyOfPrediction(asked)) });
    },
  });
}

import { readProgress, today } from './progress.ts';
import { type Asking, drawn, due, nextDay } from './review.ts';

interface Page {
  page: string;
  /** Under which name its answers are kept, where that is not the page's. */
  kept?: string;
  title: string;
  questions: string[];
}

/** `<x-review>`: asks one question after the other, each taken from its chapter's page, and says what is due. */
class ReviewElement extends HTMLElement {
  /** By the id of a question. */
  readonly #pages = new Map<string, Page>();
  readonly #asking: Asking = {};
  /** What was asked here and not answered, or is gone from its page: it is not asked again on this visit. */
  readonly #passed = new Set<string>();

  connectedCallback(): void {
    for (const page of JSON.parse(this.dataset['asking']!) as Page[]) {
      const ids = page.questions.map((question) => `${page.kept ?? page.page}#${question}`);
      this.#asking[page.page] = ids;
      for (const id of ids) this.#pages.set(id, page);
    }
    this.addEventListener('answered', () => {
      this.#part('.bar').hidden = false;
      this.#tell();
    });
    this.#part('button').addEventListener('click', () => {
      void this.#next().then(() => this.#part('.due').focus());
    });
    void this.#next();
  }

  /** Puts the next question in the place of the one before. */
  async #next(): Promise<void> {
    this.#part('.bar').hidden = true;
    this.#part('.question').replaceChildren();
    this.#part('.from').hidden = true;
    this.#part('[role=status]').textContent = '';
    const id = this.#tell();
    if (id === undefined) return;
    this.#passed.add(id);
    const { page, title } = this.#pages.get(id)!;
    const address = `${this.dataset['base']!}${page}/`;
    const ask = await questionOf(address, id);
    if (ask === 'unreachable') {
      this.#part('[role=status]').textContent = `${title} could not be loaded. Are you offline?`;
      this.#part('.bar').hidden = false;
      return;
    }
    if (!ask) return this.#next();
    this.#part('.question').replaceChildren(ask);
    const link = this.#part('.from').querySelector('a')!;
    link.href = address;
    link.textContent = title;
    this.#part('.from').hidden = false;
  }

  /** Says how much is due, and gives the question that is to come. */
  #tell(): string | undefined {
    const progress = readProgress();
    const day = today();
    const left = due(this.#asking, progress, day).filter((id) => !this.#passed.has(id));
    const more = drawn(this.#asking, progress, day).filter((id) => !this.#passed.has(id));
    const next = nextDay(this.#asking, progress);
    const count = (n: number) => (n === 1 ? '1 question' : `${n} questions`);
    const head = this.#part('.due');
    if (left.length > 0) head.textContent = `${count(left.length)} due today.`;
    else if (more.length > 0)
      head.textContent = `Nothing is due. ${count(more.length)} more of the chapters that you have begun.`;
    else if (Object.keys(progress.answers).length > 0) head.textContent = 'Nothing is left for today.';
    else head.textContent = 'You have answered no question yet: begin with any chapter.';
    if (left.length === 0 && next !== undefined && next > day)
      head.textContent += ` The next one is due on ${next}.`;
    return left[0] ?? more[0];
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }
}

/** A question as its chapter's page has it, not yet answered; nothing where the page has it no more. */
async function questionOf(address: string, id: string): Promise<HTMLElement | 'unreachable' | undefined> {
  let text: string;
  try {
    const response = await fetch(address);
    if (!response.ok) return undefined;
    text = await response.text();
  } catch {
    return 'unreachable';
  }
  const ask = new DOMParser()
    .parseFromString(text, 'text/html')
    .querySelector<HTMLElement>(`x-ask[data-id=${JSON.stringify(id)}]`);
  if (!ask) return undefined;
  // The run stands on the chapter's page.
  for (const button of ask.querySelectorAll('[data-show], [data-try]')) button.remove();
  ask.dataset['again'] = '';
  return document.importNode(ask, true);
}

customElements.define('x-review', ReviewElement);

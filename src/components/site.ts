import manifest from '../../package.json' with { type: 'json' };

/** Where a site is published and where its source lives. */
export interface Site {
  /** The host's address, without a path. */
  url: string;
  /** The path on that host: `/` or `/course`. */
  base: string;
  /** The repository's web address, for the edit links. */
  repository: string;
  /** The branch that edit links open. */
  branch: string;
  /** By which StackBlitz knows the site that starts a WebContainer; empty where it does not. */
  webContainerClientId: string;
}

/**
 * What the environment says of the site: SITE_URL, BASE_PATH, REPOSITORY, BRANCH and WEBCONTAINER_CLIENT_ID. In GitHub
 * Actions the repository is the workflow's own, elsewhere the one in package.json. Without a SITE_URL it is the site of
 * `npm start`.
 */
export function siteFrom(env: Record<string, string | undefined>): Site {
  const {
    SITE_URL,
    BASE_PATH,
    REPOSITORY,
    BRANCH,
    WEBCONTAINER_CLIENT_ID,
    GITHUB_SERVER_URL,
    GITHUB_REPOSITORY,
  } = env;
  const hosted = GITHUB_SERVER_URL && GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  const base = `/${BASE_PATH ?? ''}`.replace(/\/+/g, '/');
  return {
    url: SITE_URL || 'http://localhost:4321',
    base: base.length > 1 ? base.replace(/\/$/, '') : base,
    repository: (REPOSITORY || hosted || manifest.repository).replace(/\/$/, ''),
    branch: BRANCH || 'main',
    webContainerClientId: WEBCONTAINER_CLIENT_ID || '',
  };
}

/** Puts a root-absolute address of the site (`/messaging/`) under its base. Leaves every other address as it is. */
export function underBase(href: string, base: string): string {
  return base === '/' || !/^\/(?!\/)/.test(href) ? href : base + href;
}

/** Where the Markdown of a page is: `/messaging/sqs.md` of `/messaging/sqs/`, `/index.md` of the home page. */
export function markdownAddress(page: string): string {
  return `${page.replace(/\/$/, '') || '/index'}.md`;
}

/** A social card's pixels, as the networks that show them ask for. */
export const CARD = { width: 1200, height: 630 };

import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html';
const POLICIES = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle-policy-parameters.html';
const API = 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/';
const MIB = 1024 * 1024;

/** What Amazon Elastic Container Registry allows. Looked up on 2026-11-28. */
export const ecrLimits = {
  repositories: row('Repositories of an account in a Region', 'repositories', QUOTAS, { max: 100_000 }, true),
  images: row('Images of a repository', 'images', QUOTAS, { max: 100_000 }, true),
  tagsOfImage: row('Tags of an image', 'tags', QUOTAS, { max: 1000 }),
  layer: row('Layer', 'MiB', QUOTAS, { max: 52_000 }),
  layerParts: row('Parts of a layer', 'parts', QUOTAS, { max: 4200 }),
  layerPart: row('Part of a layer', 'bytes', QUOTAS, { min: 5 * MIB, max: 10 * MIB }),
  manifest: row('Image manifest', 'characters', `${API}API_PutImage.html`, { min: 1, max: 4 * MIB }),
  tag: row('Tag of an image', 'characters', `${API}API_PutImage.html`, { min: 1, max: 300 }),
  name: row('Name of a repository', 'characters', `${API}API_CreateRepository.html`, { min: 2, max: 256 }),
  policy: row('Lifecycle policy', 'characters', QUOTAS, { max: 30_720 }),
  rules: row('Rules of a lifecycle policy', 'rules', QUOTAS, { max: 50 }),
  ownPolicy: row('Policy of a repository', 'characters', `${API}API_SetRepositoryPolicy.html`, {
    max: 10_240,
  }),
  exclusions: row('Exclusions from the mutability of tags', 'filters', `${API}API_CreateRepository.html`, {
    min: 1,
    max: 5,
  }),
  exclusion: row(
    'Filter of tags that are excluded',
    'characters',
    `${API}API_ImageTagMutabilityExclusionFilter.html`,
    { min: 1, max: 128 },
  ),
  named: row('Images or layers of one call', 'entries', `${API}API_BatchDeleteImage.html`, {
    min: 1,
    max: 100,
  }),
  wildcards: row('Asterisks in a tag pattern of a lifecycle policy', 'asterisks', POLICIES, { max: 4 }),
  archived: row('Time in the archive before a rule may delete', 'days', POLICIES, { min: 90 }),
  expiry: row(
    'Time in which a lifecycle policy acts',
    'hours',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html',
    { max: 24 },
  ),
  token: row('Validity of an authorization token', 'hours', `${API}API_GetAuthorizationToken.html`, {
    default: 12,
  }),
  scans: row(
    'Basic scans of an image in 24 hours',
    'scans',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html',
    { max: 1 },
  ),
  listed: row('Entries of a page', 'entries', `${API}API_DescribeImages.html`, {
    default: 100,
    min: 1,
    max: 1000,
  }),
  previewed: row('Entries of a page of a preview', 'entries', `${API}API_GetLifecyclePolicyPreview.html`, {
    min: 1,
    max: 100,
  }),
  tags: row('Tags of a repository', 'tags', `${API}API_CreateRepository.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_CreateRepository.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_CreateRepository.html`, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;

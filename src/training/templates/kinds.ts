/** What a written text is an example of. */
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

export const TEMPLATE_KINDS = [
  'transactional',
  'community',
  'chat',
  'links',
  'fancy',
  'chatspam',
  'smishing',
] as const;

export type TemplateLabel = 'spam' | 'ham';

export interface GeneratedText {
  readonly label: TemplateLabel;
  readonly text: string;
  readonly kind: TemplateKind;
  /** BCP 47: `en`, `hi-Latn`; `zxx` for a text without words (a bare link). */
  readonly language: string;
}

export const LABEL_OF: Readonly<Record<TemplateKind, TemplateLabel>> = {
  transactional: 'ham',
  community: 'ham',
  chat: 'ham',
  links: 'ham',
  fancy: 'ham',
  chatspam: 'spam',
  smishing: 'spam',
};

import { Router } from 'express';
import type { Channel } from '../../domain/message.js';
import type { Policy } from '../../domain/policy.js';
import type { Scorer } from '../../domain/scorer.js';
import type { Store } from '../../domain/store.js';
import { describeApi } from './describe-api.js';
import type { OnceDependencies } from './answer-once.js';
import { mountOperations } from './mount-operations.js';
import type { Operation } from './operation.js';
import { type AccessDependencies, accessOperations } from './operations/access.js';
import { type ClassifyDependencies, classifyOperations } from './operations/classify.js';
import { conversationOperations, type ConversationsDependencies } from './operations/conversations.js';
import { correctionOperations, type CorrectionsDependencies } from './operations/corrections.js';
import { messageOperations, type MessagesDependencies } from './operations/messages.js';
import { modelOperations, type ModelsDependencies } from './operations/models.js';
import { outboxOperations, type OutboxDependencies } from './operations/outbox.js';
import { overviewOperations, type OverviewDependencies } from './operations/overview.js';
import { quarantineOperations, type QuarantineDependencies } from './operations/quarantine.js';
import { settingsOperations, type SettingsDependencies } from './operations/settings.js';

export interface ApiDependencies
  extends
    MessagesDependencies,
    QuarantineDependencies,
    Omit<ClassifyDependencies, 'current'>,
    CorrectionsDependencies,
    ConversationsDependencies,
    SettingsDependencies,
    ModelsDependencies,
    OutboxDependencies,
    OverviewDependencies,
    AccessDependencies,
    OnceDependencies {
  readonly store: Store;
  readonly currentScorer: () => Scorer;
  readonly defaultPolicy: (channel: Channel) => Policy;
}

export interface Api {
  /** To be mounted at `/v1`, behind `requireToken`. */
  readonly router: Router;
  /** `GET /openapi.json`; it holds no secret, and needs no token. */
  readonly document: Router;
}

/** Everything under `/v1`, and the document about it. */
export function createApi(dependencies: ApiDependencies): Api {
  const operations = operationsOf(dependencies);
  const described = JSON.stringify(describeApi(operations));
  const document = Router();
  document.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(described);
  });
  return { router: mountOperations(operations, dependencies), document };
}

function operationsOf(dependencies: ApiDependencies): readonly Operation[] {
  const { currentScorer: scorer, explain, defaultPolicy } = dependencies;
  return [
    ...classifyOperations({ ...dependencies, current: { scorer, explain, defaultPolicy } }),
    ...messageOperations(dependencies),
    ...quarantineOperations(dependencies),
    ...correctionOperations(dependencies),
    ...conversationOperations(dependencies),
    ...settingsOperations(dependencies),
    ...modelOperations(dependencies),
    ...outboxOperations(dependencies),
    ...overviewOperations(dependencies),
    ...accessOperations(dependencies),
  ];
}

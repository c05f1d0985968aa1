import { Router } from 'express';
import type { Logger } from 'pino';

export interface HealthDependencies {
  /** What keeps the gate from doing its work, in plain words; nothing when it is ready. */
  readonly readiness: () => Promise<readonly string[]>;
  readonly logger: Logger;
}

/** `/healthz`: the process lives. `/readyz`: it can do its work. */
export function createHealthRouter({ readiness, logger }: HealthDependencies): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const problems = await readiness().catch((error: unknown) => {
      logger.error({ err: error }, 'readiness check failed');
      return ['the readiness check failed'];
    });
    if (problems.length === 0) response.json({ status: 'ready' });
    else response.status(503).json({ status: 'not-ready', problems });
  });
  return router;
}

import type { ErrorRequestHandler } from 'express';
import { Problem } from '../problems.js';
import { Document } from './layout.js';
import { sendHtml, sendPart, wantsPart } from './render.js';

/** A refusal, in words that a person can act on; faults go on to where they are logged. */
// eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
export const handlePageErrors: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (!(error instanceof Problem) || response.headersSent) {
    next(error);
    return;
  }
  response.status(error.status);
  if (wantsPart(request)) {
    // Into the line that is read out, whatever the part was for.
    response.set({ 'HX-Retarget': '#said', 'HX-Reswap': 'innerHTML' });
    sendPart(response, <p class="problem">{error.message}</p>);
  } else {
    sendHtml(response, <ProblemPage problem={error} />);
  }
};

function ProblemPage({ problem: { status, message } }: { readonly problem: Problem }) {
  return (
    <Document title={`Problem ${status}`}>
      <body class="login">
        <main id="main">
          <h1>{status === 404 ? 'Not found' : 'That did not work'}</h1>
          <p role="alert">{message}</p>
          <p>
            <a href="/">Back to the overview</a>
          </p>
        </main>
      </body>
    </Document>
  );
}

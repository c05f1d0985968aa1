import type { RequestHandler } from 'express';
import { sendPage } from '../render.js';

export const showOverview: RequestHandler = (_request, response) => {
  sendPage(response, { title: 'Overview', page: 'overview' }, <p>Hamgate is at work.</p>);
};

import type { ChannelActions } from '../../domain/channel-actions.js';

/**
 * The gate cannot reach another chat system: who sent the message acts on the verdict, and hears of what people decide
 * afterwards by events.
 */
export const API_ACTIONS: ChannelActions = {
  tellsOfCampaigns: false,
  tasksForVerdict: () => [],
  tasksForRelease: () => [],
  tasksForRemoval: () => [],
};

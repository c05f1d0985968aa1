import type { Architecture } from '../../classifier/manifest.js';
import type { Variant } from './run-sets.js';

const LABELS: Readonly<Record<Architecture, string>> = {
  dense: 'Dense',
  lstm: 'LSTM',
  bilstm: 'Bi-LSTM',
  gru: 'GRU',
};

/** What readers call a network: `Bi-LSTM`, or `Bi-LSTM with mask`. */
export function labelOf({ architecture, mask }: Variant): string {
  return mask ? `${LABELS[architecture]} with mask` : LABELS[architecture];
}

/** What files and anchors call it: `bilstm`, or `bilstm-mask`. */
export function slugOf({ architecture, mask }: Variant): string {
  return mask ? `${architecture}-mask` : architecture;
}

export const LINKS_HI_LATN: readonly string[] = [
  'ye dekho {anylink}',
  'link ye raha {anylink}',
  'mast video hai {video}',
  'hum yahan hai {map}',
  'form bhar do {doc}',
  'ye phone kaisa hai? {goods}',
];

export const CHAT_SW: readonly string[] = [
  'sawa, nitafika {time}',
  'niko njiani',
  'nipigie ukipata nafasi',
  'nunua mkate',
  'asante sana',
  'hahaha kweli',
  'nimechoka leo',
  'mtihani ulikuwaje?',
  'nitakutumia {sum} jioni',
  'huu ni utapeli? nimepata ujumbe wa ajabu',
  'namba yangu {phone}',
  'usiku mwema',
];

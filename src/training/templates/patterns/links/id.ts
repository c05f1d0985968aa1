export const LINKS_ID: readonly string[] = [
  'coba lihat ini {anylink}',
  'ini linknya {anylink}',
  'menarik: {news}',
  'sumber {news}',
  'kumpul di sini ya {map}',
  'absen di sini {doc}',
  'ada yang pernah beli? {goods}',
  'video kemarin {video}',
  'Jadwal kereta berubah mulai {date} {news}',
  'grup RT yang baru {groupchat}',
];

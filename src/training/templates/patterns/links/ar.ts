export const LINKS_AR: readonly string[] = [
  'شوف هذا {anylink}',
  'الرابط {anylink}',
  'خبر مهم {news}',
  'موقعنا هنا {map}',
  'نموذج التسجيل {doc}',
  'فيديو الدرس {video}',
];

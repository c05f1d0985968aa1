export const FANCY_ID: readonly string[] = [
  '🎂🎉 Selamat ulang tahun {name} 🎉🎂 {emoji}{emoji} sehat selalu',
  '🌙✨ 𝓢𝓮𝓵𝓪𝓶𝓪𝓽 Idul Fitri ✨🌙 mohon maaf lahir batin 🙏🙏',
  '📢 INFO WARGA 📢 kerja bakti {date} ⏰ {time} 📍{place}',
  '😂😂😂 WKWKWKWK',
  '☀️ SELAMAT PAGI SEMUA ☀️ {emoji}',
];

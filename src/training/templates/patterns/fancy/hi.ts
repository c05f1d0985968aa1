export const FANCY_HI: readonly string[] = [
  '🎂🎉 जन्मदिन मुबारक {name} 🎉🎂 {emoji}',
  '🌹🌹 सुप्रभात 🌹🌹 आपका दिन शुभ हो 🙏🙏',
  '🪔✨ शुभ दीपावली ✨🪔 सभी को बधाई',
  '📢 सूचना 📢 बैठक {date} {time} 📍{place}',
];

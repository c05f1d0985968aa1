export const FANCY_AR: readonly string[] = [
  '🌹🌹 صباح الخير 🌹🌹 يوم سعيد للجميع {emoji}',
  '🎂🎉 كل عام وأنت بخير {name} 🎉🎂',
  '🌙✨ رمضان كريم ✨🌙 تقبل الله طاعتكم',
];

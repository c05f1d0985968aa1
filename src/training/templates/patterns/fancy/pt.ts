export const FANCY_PT: readonly string[] = [
  '🎂🎉 Parabéns {name}!!! 🎉🎂 {emoji}{emoji} muita saúde',
  '☀️ BOM DIA GRUPO ☀️🌻🌻 Deus abençoe {emoji}',
  '📢 AVISO 📢 reunião {date} ⏰ {time} 📍{place}',
  '⚽️ GOOOOOOL 🏆🏆',
  '😂😂😂 KKKKKKKK não aguento',
  '🐶 PERDIDO 🐶 cachorrinho caramelo, {place} ☎️ {phone}',
  '𝓑𝓸𝓪 𝓷𝓸𝓲𝓽𝓮 🌙✨ fiquem com Deus',
];

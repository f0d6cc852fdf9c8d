"""Vietnamese tables: letters, units, signs, and the words numbers stand behind."""

ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
FOREIGN = {"f": "ph", "j": "gi", "w": "u", "z": "d"}
LETTERS = {
    "A": "a", "Ă": "á", "Â": "ớ", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "Ê": "ê", "F": "ép",
    "G": "giê", "H": "hát", "I": "i", "J": "gi", "K": "ca", "L": "lờ", "M": "mờ", "N": "nờ", "O": "o",
    "Ô": "ô", "Ơ": "ơ", "P": "pê", "Q": "quy", "R": "rờ", "S": "sờ", "T": "tê", "U": "u", "Ư": "ư", "V": "vê",
    "W": "vê kép", "X": "ích", "Y": "i dài", "Z": "dét",
}  # fmt: skip
UNITS = {
    "km/h": "ki lô mét trên giờ", "m/s": "mét trên giây", "mm": "mi li mét", "cm": "xăng ti mét",
    "dm": "đề xi mét", "m": "mét", "km": "ki lô mét", "m2": "mét vuông",
    "m3": "mét khối", "cm2": "xăng ti mét vuông", "km2": "ki lô mét vuông", "ha": "héc ta",
    "mg": "mi li gam", "g": "gam", "gr": "gam", "kg": "ki lô gam", "ml": "mi li lít", "l": "lít",
    "lít": "lít",    "°C": "độ xê", "°": "độ",
    "W": "oát", "kW": "ki lô oát", "kWh": "ki lô oát giờ", "V": "vôn",
    "KB": "ki lô bai", "MB": "mê ga bai", "GB": "gi ga bai", "TB": "tê ra bai",
    "s": "giây", "p": "phút", "ph": "phút", "'": "phút", "′": "phút", "%": "phần trăm", "‰": "phần nghìn",
}  # fmt: skip
CURRENCIES = {
    "đồng": "đồng", "đ": "đồng", "₫": "đồng", "VNĐ": "đồng", "VND": "đồng", "vnđ": "đồng", "vnd": "đồng",
    "$": "đô la", "US$": "đô la", "USD": "đô la Mỹ", "€": "ơ rô", "EUR": "ơ rô",
}  # fmt: skip
SYMBOLS = {
    "&": "và", "+": "cộng", "=": "bằng", "<": "dưới", ">": "trên", "≤": "không quá", "≥": "từ", "×": "nhân",
    "÷": "chia", "±": "cộng trừ", "~": "khoảng", "≈": "khoảng", "°": "độ", "%": "phần trăm",
    "‰": "phần nghìn", "@": "a còng", "$": "đô la", "€": "ơ rô", "₫": "đồng",
}  # fmt: skip
LAW_KINDS = {
    "NĐ": "nghị định", "ND": "nghị định", "TT": "thông tư", "TTLT": "thông tư liên tịch", "QĐ": "quyết định",
    "NQ": "nghị quyết", "CT": "chỉ thị", "CV": "công văn", "KH": "kế hoạch", "TB": "thông báo",
    "PL": "pháp lệnh", "HD": "hướng dẫn", "BC": "báo cáo", "TTr": "tờ trình", "KL": "kết luận", "L": "luật",
    "VBHN": "văn bản hợp nhất", "CĐ": "công điện",
}  # fmt: skip
SITTINGS = {"QH": "quốc hội khóa", "UBTVQH": "ủy ban thường vụ quốc hội khóa"}
ROMAN_LEADS = (
    "phần", "chương", "mục", "quý", "khóa", "khoá", "thế kỷ", "tập", "bậc", "hạng", "loại", "kỳ", "cấp",
    "nhóm", "phụ lục", "lần thứ", "giai đoạn", "vùng", "đợt", "quyển", "học kỳ",
)  # fmt: skip
NAMED_BY_NUMBER = (
    "quầy", "cửa", "bàn", "phòng", "tầng", "lầu", "số", "điều", "khoản", "mục", "chương", "phần", "trang",
    "lớp", "khóa", "khoá", "câu", "mức", "nhóm", "bước", "quý", "năm", "năm học", "niên khóa", "giai đoạn",
    "nhiệm kỳ", "tháng", "ngày", "tuần", "thứ", "phường", "quận", "tổ", "bài", "hàng", "dãy", "cổng", "mẫu",
    "biểu", "đơn", "phụ lục",
)  # fmt: skip

"""What synthetic citizens are called and where they live: between them every letter of Vietnamese."""

FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Lữ", "Tạ", "Tống", "Từ", "Ông", "Ỷ", "Ôn", "Âu", "Ấu", "Mã",
)  # fmt: skip
MIDDLES = {
    "male": (
        "Văn", "Hữu", "Đức", "Công", "Quốc", "Minh", "Thế", "Xuân", "Đình", "Ngọc", "Bá", "Chí",
        "Trường", "Thượng", "Phước", "Khắc", "Sỹ", "Vĩnh", "Hưng Thịnh",
    ),
    "female": (
        "Thị", "Ngọc", "Thị Mỹ", "Thị Thuỳ", "Thị Hồng", "Thị Bích", "Kiều", "Diệu", "Thị Cẩm", "Quỳnh",
        "Thị Tuyết", "Phương", "Thị Ánh", "Mỹ", "Thị Ngọc Diễm",
    ),
}  # fmt: skip
GIVEN = {
    "male": (
        "An", "Bình", "Cường", "Dũng", "Đạt", "Giáp", "Hiếu", "Khải", "Lực", "Mạnh", "Nghĩa", "Phúc", "Quý",
        "Sơn", "Tuấn", "Uẩn", "Việt", "Vượng", "Hữu", "Đẩu", "Lẫm", "Nhật", "Thắng", "Hoằng", "Phẳng",
        "Hiển", "Sử", "Vẵn", "Trợ", "Tợ", "Chữ", "Đợi", "Nổi", "Bỗng", "Mộc",
    ),
    "female": (
        "Ánh", "Bích", "Cẩm", "Duyên", "Đào", "Én", "Hạnh", "Hương", "Huệ", "Kiều", "Liễu", "Mỵ", "Nguyệt",
        "Nữ", "Oanh", "Phượng", "Quyên", "Thuỷ", "Trâm", "Uyên", "Vẻ", "Xuyến", "Yến", "Ỷ Lan", "Thơ",
        "Ngần",
        "Phụng", "Nỡ", "Lẹ", "Bảy", "Ngẫu", "Dịu", "Thỏ", "Chưởng", "Hỷ", "Ý",
    ),
}  # fmt: skip
LONG = ("Công Tằng Tôn Nữ", "Hoàng Trọng Vĩnh", "Nguyễn Phúc Thượng", "Tôn Thất Đăng")
ETHNICITIES = ("Kinh", "Tày", "Thái", "Mường", "Khmer", "Hoa", "Nùng", "Hmông", "Ê Đê", "Gia Rai")
RELIGIONS = ("Không", "Phật giáo", "Công giáo", "Cao Đài", "Hoà Hảo", "Tin Lành")
MARKS = (
    "Nốt ruồi C:1cm trên sau cánh mũi trái",
    "Sẹo chấm C:2cm dưới trước đuôi mày phải",
    "Nốt ruồi C:0,5cm dưới sau mép phải",
    "Sẹo dài 3cm giữa trán",
)
STREETS = (
    "Tổ 5", "Số 12 ngõ 34 Mỹ Đình", "Thôn Đoài", "Ấp Thượng", "Xóm Mới", "Thôn Đèo Kẽm", "Khu phố 3",
    "Bản Nà Lừ", "Hẻm 7/19/3 đường Võ Văn Kiệt",
    "Căn hộ A-1205 tầng 12 toà nhà chung cư Hướng Dương, số 268 đường Nguyễn Hữu Cảnh",
)  # fmt: skip
WARDS = (
    "Tân Lập", "Phú Thượng", "Bình Hưng Hoà B", "Vĩnh Tuy", "Hoà Khánh Bắc", "Quỳnh Lưu", "Thạnh Mỹ Lợi",
    "Ea H'leo", "Thị trấn Đắk Mil", "Phước Long",
)  # fmt: skip
DISTRICTS = (
    "Vĩnh Tường", "Nam Từ Liêm", "Thủ Đức", "Cẩm Lệ", "Đông Hưng", "Kỳ Anh", "Buôn Đôn", "Ý Yên", "Bình Thuỷ",
    "Gò Vấp", "Bỉm Sơn",
)  # fmt: skip
PROVINCES = (
    "Vĩnh Phúc", "Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Thái Bình", "Hà Tĩnh", "Đắk Lắk", "Nam Định",
    "Cần Thơ", "Bà Rịa - Vũng Tàu", "Thừa Thiên Huế",
)  # fmt: skip

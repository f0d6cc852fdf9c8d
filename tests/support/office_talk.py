"""A small office to talk to: few procedures, few commands, in Vietnamese."""

from dialogs.material import Manners, Material, NearGroup

BIRTH, AGAIN, MARRIAGE, DEATH, COPY, ALCOHOL = "birth", "again", "marriage", "death", "copy", "alcohol"

OFFICE = Material(
    language="vi",
    procedures={
        BIRTH: (
            "đăng ký khai sinh",
            "làm [giấy] khai sinh cho (con|cháu|bé)",
            "vợ tôi mới sinh em bé",
            "con tôi mới (chào đời|ra đời)",
            "khai sinh cho con mới đẻ",
        ),
        AGAIN: (
            "đăng ký lại khai sinh",
            "sổ gốc khai sinh bị cháy",
            "sổ khai sinh cũ không còn lưu",
        ),
        MARRIAGE: (
            "đăng ký kết hôn",
            "hai đứa em muốn cưới nhau",
            "làm giấy kết hôn",
            "vợ chồng sắp cưới ra phường ký giấy",
        ),
        DEATH: ("đăng ký khai tử", "bố tôi mới mất", "báo tử cho ông", "làm giấy chứng tử"),
        COPY: ("chứng thực bản sao từ bản chính", "sao y bản chính", "công chứng bằng tốt nghiệp"),
        ALCOHOL: ("cấp giấy phép bán lẻ rượu", "mở quán nhậu bán rượu bia", "cửa hàng bán rượu"),
    },
    commands={
        "take_number": ("lấy số [thứ tự]", "cho tôi một số", "lấy số [làm] {service}"),
        "guide_to_counter": ("dẫn tôi đến quầy {counter}", "quầy {counter} đi lối nào"),
        "where_is": ("nhà vệ sinh ở đâu",),
        "call_staff": ("gọi cán bộ", "tôi muốn gặp cán bộ"),
        "stop_moving": ("dừng lại", "dừng", "đứng yên đó", "khoan"),
        "yes": ("có", "đúng", "đúng rồi", "vâng", "đồng ý"),
        "no": ("không", "không cần", "thôi"),
        "greeting": ("xin chào",),
    },
    topics={
        "fee": ("lệ phí [bao nhiêu]", "hết bao nhiêu tiền", "có mất tiền không"),
        "documents": ("cần giấy tờ gì", "(mang|cần) những gì", "còn giấy tờ gì nữa"),
        "time_limit": ("bao lâu thì xong", "mấy ngày có"),
    },
    near=(
        NearGroup((BIRTH, AGAIN), ("làm lại giấy khai sinh", "mất giấy khai sinh", "giấy khai sinh bị rách")),
    ),
    out_of_scope=(
        "hôm nay trời mưa không",
        "đổi bằng lái xe ở đâu",
        "mua vé tàu đi Vinh",
        "giá vàng hôm nay bao nhiêu",
        "bạn mấy tuổi rồi",
        "kể chuyện cười đi",
    ),
    slots={
        "service": {"hộ tịch": "civil_status", "chứng thực": "certification"},
        "counter": {"số một": "1"},
    },
    manners=Manners(
        openings=("dạ", "cho em hỏi", "cho tôi hỏi", "tôi muốn", "em muốn"),
        closings=("ạ", "với ạ", "đi", "thế nào"),
        fillers=("thì", "ừm"),
        same={"khai sanh": "khai sinh", "hôn thú": "kết hôn"},
    ),
)

"""The short guides of the small content, as trainers would write them."""

GUIDES = {
    "phone_locked": """
        id: phone_locked
        title: 手机被锁
        uses_platform: true
        start: cause
        nodes:
          cause:
            ask: 现在是哪种情况？
            why: 先别急。
            fact: lock_cause
            choices:
              - {id: overdue, title: 有几期没还, go: photo, heard: [逾期, 没还, 没还清]}
              - {id: paid, title: 都还清了, go: proof, heard: [还清]}
              - {id: unsure, title: 说不清, go: photo}
            otherwise: photo
          photo:
            say: 先拍下锁屏。
            step: 拍照
            again: 用别的手机拍。
            failed: paper
            next: kind
          paper:
            say: 拍不了就抄下来。
            step: 抄写
            failed: kind
            next: kind
          kind:
            branch: platform_kind
            cases: {device_rental: rental}
            otherwise: where
          where:
            ask: 在哪家买的？
            fact: platform
            otherwise: call
          call:
            say: 找{platform}的官方客服。
            step: 联系
            card: platform_contacts
            failed: complain
            next: complain
          rental:
            say: 先看租赁合同。
            next: complain
          proof:
            say: 先留付清凭证。
            step: 留凭证
            failed: complain
            next: complain
          complain:
            say: 打 19999 投诉。
            step: 投诉
            sources: [fresh]
            card: authority:19999
            offers: [file_complaint]
            failed: last
            next: end
          last:
            say: 材料都留好。
            next: end
        asides:
          - {id: fee, heard: [加急费, 要不要付], say: 先别付。}
          - {id: crack, heard: [破解], say: 这个我不教。}
    """,
    "cancel_service": """
        id: cancel_service
        title: 关服务
        uses_platform: true
        start: which
        nodes:
          which:
            ask: 要关哪一家？
            fact: platform
            otherwise: door
          door:
            branch: platform
            cases: {dahai: in_dahai}
            otherwise: anywhere
          in_dahai:
            say: [打开大海支付。, 点设置。]
            step: 打开
            failed: anywhere
            next: close
          close:
            say: 点关闭。
            step: 关闭
            failed: anywhere
            next: end
          anywhere:
            say: 在{platform}的 App 里找。
            step: 找入口
            failed: support
            next: end
          support:
            say: 问客服。
            card: platform_contacts
            offers: [contact_support]
            next: end
    """,
    "contact_support": """
        id: contact_support
        title: 找客服
        uses_platform: true
        start: which
        nodes:
          which:
            ask: 找哪一家的客服？
            fact: platform
            otherwise: known
          known:
            branch: platform_known
            cases: {"yes": contacts}
            otherwise: nobody
          contacts:
            say: 这是{platform}的联系方式。
            card: platform_contacts
            next: end
          nobody:
            say: 名录里没有{platform}。
            next: end
    """,
    "file_complaint": """
        id: file_complaint
        title: 投诉
        start: all
        nodes:
          all:
            say: [先找机构。, 再打热线。]
            next: more
          more:
            say: 写清要求。
            card: authority:19999
            next: rest
          rest:
            say: 留好回执。
            next: end
    """,
    "interest_rate": """
        id: interest_rate
        title: 利息
        start: told
        nodes:
          told:
            say: 看合同里的年化。
            offers: [file_complaint]
            next: end
    """,
    "distress": """
        id: distress
        title: 先照顾好自己
        start: hold
        nodes:
          hold:
            say: 谢谢你告诉我。
            next: safety
          safety:
            ask: 你现在安全吗？
            fact: safety
            choices:
              - {id: "yes", title: 我怕自己会做, go: danger, heard: [楼顶]}
              - {id: "no", title: 没有, go: stay, heard: [没想死]}
            otherwise: stay
          danger:
            say: 现在就打电话。
            next: end
          stay:
            say: 叫个人陪你。
            offers: [human_handoff]
            next: end
    """,
    "fraud_check": """
        id: fraud_check
        title: 辨别诈骗
        start: stop
        nodes:
          stop:
            say: 先别转钱。
            step: 停手
            failed: report
            next: report
          report:
            say: 去报警。
            step: 报警
            failed: end
            next: end
    """,
}

"""Who of the cast may do what with the registry."""

MATRIX: dict[str, set[str]] = {
    "members.manage_council": {"clerk"},
    "members.manage_bylaws": {"clerk"},
    "members.import_registry": {"clerk"},
    "members.export_registry": {"clerk"},
    "members.issue_card": {"clerk"},
    "members.deactivate_member": {"clerk"},
    "members.manage_targets": {"clerk"},
    "members.check_composition": {"clerk"},
    "members.hide_presence": {"clerk", "member"},
    "members.show_presence": {"member"},
    "members.publish_composition": {"clerk"},
    "members.declare_own": {"member"},
    "members.agree_to_allocation": {"member"},
    "members.confirm_allocation": {"clerk"},
}

# SPDX-License-Identifier: Apache-2.0
"""The section of the practice's room about backups: make, prove, try out, restore."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from logbook.app import NotAllowedError
from logbook.domain.permissions import may
from logbook.domain.records import Act
from logbook.i18n import _
from ui import theme
from ui.safekeeping.backup_card import BackupCard
from ui.safekeeping.certificate_card import CertificateCard
from ui.safekeeping.rehearsal_card import RehearsalCard
from ui.safekeeping.restore_card import RestoreCard
from ui.session import Session
from ui.widgets.layouts import column
from ui.widgets.naming import named


class BackupSection(QWidget):
    """Shows what the role of who is signed in allows.

    Raises:
        NotAllowedError: it allows no backups.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        role = session.logbook.practitioner.role
        if not may(role, Act.BACKUP_MADE):
            raise NotAllowedError("The role does not allow backups.")
        named(self, "backup-section", _("Backup"))
        theme.give_look(self, look="clear")
        self.backup, self.rehearsal = BackupCard(session), RehearsalCard(session)
        layout = column(self, "l")
        layout.addWidget(self.backup)
        layout.addWidget(self.rehearsal)
        certificate = CertificateCard(session)
        self.rehearsal.recorded.connect(certificate.offer)
        layout.addWidget(certificate)
        if may(role, Act.LOGBOOK_RESTORED):
            restore = RestoreCard(
                session.background, session.logbook.clock, session.logbook.elsewhere
            )
            restore.restored.connect(session.another_asked)
            layout.addWidget(restore)
        layout.addStretch(1)
        self.backup.found.connect(self.rehearsal.take_newest)
        self.backup.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say how it stands now."""
        self.backup.refresh()

"""Is a knowledge base right, and are the catalogues? Every fault is told with its place, its code and how to mend it.

The rooms below refuse what they cannot read; here is looked at what can be read and is wrong all the same: phrases that
lead elsewhere, articles that nothing quotes, languages that differ, texts that Telegram would not take.
"""

from bot.checking.checks import Checked, check
from bot.checking.codes import CODES, Severity, severity
from bot.checking.report import Format, report, summary

__all__ = ["CODES", "Checked", "Format", "Severity", "check", "report", "severity", "summary"]

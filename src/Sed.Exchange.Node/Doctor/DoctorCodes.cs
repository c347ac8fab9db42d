using System.Reflection;

namespace Sed.Exchange.Node.Doctor;

/// <summary>Everything that <c>sedx doctor</c> can find, by check. A new code is one line here and its words.</summary>
internal static class DoctorCodes
{
    public static readonly DoctorCode ConfigurationOk = Fine("configuration-ok");
    public static readonly DoctorCode ConfigurationFault = Broken("configuration-fault");

    public static readonly DoctorCode PermissionsOk = Fine("permissions-ok");
    public static readonly DoctorCode PermissionsNew = Fine("permissions-new");
    public static readonly DoctorCode PermissionsOpen = Warning("permissions-open");

    public static readonly DoctorCode DiskOk = Fine("disk-ok");
    public static readonly DoctorCode DiskLow = Warning("disk-low");
    public static readonly DoctorCode DiskFull = Broken("disk-full");
    public static readonly DoctorCode DiskEntriesLow = Warning("disk-entries");
    public static readonly DoctorCode DiskUnknown = Unknown("disk-unknown");

    public static readonly DoctorCode FilesystemOk = Fine("filesystem-ok");
    public static readonly DoctorCode FilesystemNetwork = Warning("filesystem-network");
    public static readonly DoctorCode FilesystemVolatile = Warning("filesystem-volatile");

    public static readonly DoctorCode JournalOk = Fine("journal-ok");
    public static readonly DoctorCode JournalNew = Fine("journal-new");
    public static readonly DoctorCode JournalUnreadable = Broken("journal-unreadable");
    public static readonly DoctorCode JournalDamaged = Broken("journal-damaged");

    public static readonly DoctorCode PortFree = Fine("port-free");
    public static readonly DoctorCode PortOurs = Fine("port-ours");
    public static readonly DoctorCode PortSilent = Broken("port-silent");
    public static readonly DoctorCode PortTaken = Broken("port-taken");
    public static readonly DoctorCode PortUnusable = Broken("port-unusable");

    public static readonly DoctorCode ClockOk = Fine("clock-ok");
    public static readonly DoctorCode ClockDrift = Warning("clock-drift");
    public static readonly DoctorCode ClockWrong = Broken("clock-wrong");
    public static readonly DoctorCode ClockBehindJournal = Broken("clock-behind");
    public static readonly DoctorCode ClockDoubted = Warning("clock-doubted");
    public static readonly DoctorCode ClockUnkept = Warning("clock-unkept");
    public static readonly DoctorCode ClockUnknown = Unknown("clock-unknown");

    public static readonly DoctorCode CertificateOk = Fine("certificate-ok");
    public static readonly DoctorCode CertificateEnding = Warning("certificate-ending");
    public static readonly DoctorCode CertificateEnded = Broken("certificate-ended");
    public static readonly DoctorCode CertificateFuture = Broken("certificate-future");
    public static readonly DoctorCode CertificateUnlisted = Broken("certificate-unlisted");
    public static readonly DoctorCode CertificateClosed = Broken("certificate-closed");
    public static readonly DoctorCode CertificateWaits = Fine("certificate-waits");
    public static readonly DoctorCode TokenOk = Fine("token-ok");

    public static readonly DoctorCode TrustOk = Fine("trust-ok");
    public static readonly DoctorCode TrustEmpty = Warning("trust-empty");
    public static readonly DoctorCode TrustEnded = Warning("trust-ended");

    public static readonly DoctorCode DirectoryOk = Fine("directory-ok");
    public static readonly DoctorCode DirectoryEnding = Warning("directory-ending");
    public static readonly DoctorCode DirectoryExpired = Warning("directory-expired");
    public static readonly DoctorCode DirectoryWaiting = Warning("directory-waiting");
    public static readonly DoctorCode DirectoryRoute = Broken("directory-route");
    public static readonly DoctorCode DirectoryForeign = Warning("directory-foreign");
    public static readonly DoctorCode DirectoryBehind = Warning("directory-behind");

    public static readonly DoctorCode PeerOk = Fine("peer-ok");
    public static readonly DoctorCode PeerNone = Fine("peer-none");
    public static readonly DoctorCode PeerName = Broken("peer-name");
    public static readonly DoctorCode PeerUnreachable = Broken("peer-unreachable");
    public static readonly DoctorCode PeerTls = Broken("peer-tls");
    public static readonly DoctorCode PeerPin = Broken("peer-pin");
    public static readonly DoctorCode PeerRefuses = Broken("peer-refuses");
    public static readonly DoctorCode PeerRefusesOld = Broken("peer-refusesold");
    public static readonly DoctorCode PeerAnswer = Broken("peer-answer");
    public static readonly DoctorCode PeerOther = Broken("peer-other");
    public static readonly DoctorCode PeerVersion = Broken("peer-version");
    public static readonly DoctorCode PeerSuite = Broken("peer-suite");
    public static readonly DoctorCode PeerBehind = Warning("peer-behind");

    public static readonly DoctorCode MailOk = Fine("mail-ok");
    public static readonly DoctorCode MailStuck = Warning("mail-stuck");
    public static readonly DoctorCode MailHeld = Warning("mail-held");
    public static readonly DoctorCode MailUncollected = Warning("mail-uncollected");
    public static readonly DoctorCode MailPoison = Warning("mail-poison");
    public static readonly DoctorCode MailOwed = Warning("mail-owed");
    public static readonly DoctorCode MailUnstamped = Warning("mail-unstamped");

    public static readonly DoctorCode HookOk = Fine("hook-ok");
    public static readonly DoctorCode HookFailing = Warning("hook-failing");
    public static readonly DoctorCode HookDisabled = Warning("hook-disabled");

    public static readonly DoctorCode CaptureOk = Fine("capture-ok");
    public static readonly DoctorCode CaptureOwed = Warning("capture-owed");

    public static readonly DoctorCode ChannelOk = Fine("channel-ok");
    public static readonly DoctorCode ChannelStuck = Warning("channel-stuck");
    public static readonly DoctorCode ChannelErrors = Warning("channel-errors");
    public static readonly DoctorCode ChannelLying = Warning("channel-lying");
    public static readonly DoctorCode ChannelUnknown = Unknown("channel-unknown");

    public static readonly DoctorCode AlarmOk = Fine("alarm-ok");
    public static readonly DoctorCode AlarmSome = Warning("alarm-some");

    /// <summary>Every code.</summary>
    public static IReadOnlyList<DoctorCode> All { get; } =
        [.. typeof(DoctorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(DoctorCode)).Select(field => (DoctorCode)field.GetValue(null)!)];

    private static DoctorCode Fine(string name) => new(name, DoctorLevel.Ok);

    private static DoctorCode Unknown(string name) => new(name, DoctorLevel.Unknown);

    private static DoctorCode Warning(string name) => new(name, DoctorLevel.Warning);

    private static DoctorCode Broken(string name) => new(name, DoctorLevel.Broken);
}

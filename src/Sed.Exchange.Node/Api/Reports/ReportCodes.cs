namespace Sed.Exchange.Node.Api.Reports;

/// <summary>What can be wrong with a report before it is written: all of it is said at once, with the place in the request. The last two are remarks.</summary>
public static class ReportCodes
{
    /// <summary>The event is missing or none of those known.</summary>
    public const string EventUnknown = "SEDX-REPORT_EVENT_UNKNOWN";

    /// <summary>The event needs a field that is absent or empty.</summary>
    public const string FieldMissing = "SEDX-REPORT_FIELD_MISSING";

    /// <summary>The event has no such field.</summary>
    public const string FieldUnknown = "SEDX-REPORT_FIELD_UNKNOWN";

    /// <summary>A field holds no value of its type.</summary>
    public const string FieldValue = "SEDX-REPORT_FIELD_VALUE";

    /// <summary>A text or list is longer than a report may carry.</summary>
    public const string FieldTooLong = "SEDX-REPORT_FIELD_TOO_LONG";

    /// <summary>A text holds a character that XML does not have.</summary>
    public const string FieldCharacter = "SEDX-REPORT_FIELD_CHARACTER";

    /// <summary>Of two fields exactly one must stand there.</summary>
    public const string FieldChoice = "SEDX-REPORT_FIELD_CHOICE";

    /// <summary>The directory has no such organisation.</summary>
    public const string OrganisationUnknown = "SEDX-REPORT_ORGANISATION_UNKNOWN";

    /// <summary>The document brought no task with this UID.</summary>
    public const string TaskUnknown = "SEDX-REPORT_TASK_UNKNOWN";

    /// <summary>The organisation sent no document with this message id through this node.</summary>
    public const string AnswerUnknown = "SEDX-REPORT_ANSWER_UNKNOWN";

    /// <summary>Code 39 of a refusal says that the document has no author; it has one.</summary>
    public const string RefusalCode = "SEDX-REPORT_REFUSAL_CODE";

    /// <summary>Files came with an event that takes none.</summary>
    public const string FilesNotTaken = "SEDX-REPORT_FILES_NOT_TAKEN";

    /// <summary>Two files have one name, or a file has the name of a passport.</summary>
    public const string FileName = "SEDX-REPORT_FILE_NAME";

    /// <summary>The sender did not ask for reports of this kind. Remarked; it is told all the same.</summary>
    public const string NotAskedFor = "SEDX-REPORT_NOT_ASKED_FOR";

    /// <summary>The days for which the sender asked for reports are over. Remarked; it is told all the same.</summary>
    public const string AfterItsDays = "SEDX-REPORT_AFTER_ITS_DAYS";
}

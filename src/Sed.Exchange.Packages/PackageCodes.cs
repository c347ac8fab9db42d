namespace Sed.Exchange.Packages;

/// <summary>Every code a package can be refused or remarked with. Texts are in the text catalogue of Containers.</summary>
public static class PackageCodes
{
    /// <summary>No file of the package is a passport that any known format has. Refuses.</summary>
    public const string NoPassport = "SEDX-NO_PASSPORT";

    /// <summary>More than one file is a passport. Refuses.</summary>
    public const string TwoPassports = "SEDX-TWO_PASSPORTS";

    /// <summary>More files than the limit. Refuses.</summary>
    public const string TooManyFiles = "SEDX-TOO_MANY_FILES";

    /// <summary>Two files with one name. Refuses.</summary>
    public const string DuplicateFileName = "SEDX-DUPLICATE_FILE_NAME";

    /// <summary>Names that are the same but for the case of letters. Remarked: on Windows one overwrites the other.</summary>
    public const string FileNameCase = "SEDX-FILE_NAME_CASE";

    /// <summary>Names that look the same: one writes a letter as one character, the other as letter and mark. Remarked: some systems take them for one.</summary>
    public const string FileNameComposition = "SEDX-FILE_NAME_COMPOSITION";

    /// <summary>The passport has more octets or elements than the limit. Refuses.</summary>
    public const string PassportTooLarge = "SEDX-PASSPORT_TOO_LARGE";

    /// <summary>The passport's elements are nested deeper than the limit. Refuses.</summary>
    public const string PassportTooDeep = "SEDX-PASSPORT_TOO_DEEP";

    /// <summary>The passport has a document type declaration. Refuses.</summary>
    public const string PassportDtd = "SEDX-PASSPORT_DTD";

    /// <summary>The passport declares an encoding that is not Unicode. Refuses.</summary>
    public const string PassportEncoding = "SEDX-PASSPORT_ENCODING";

    /// <summary>The passport is not well-formed XML. Refuses.</summary>
    public const string PassportMalformed = "SEDX-PASSPORT_MALFORMED";

    /// <summary>The passport's root element is not the one its file name promises. Refuses.</summary>
    public const string PassportRoot = "SEDX-PASSPORT_ROOT";

    /// <summary>A message of ГОСТ Р 53898-2010, out of force since 01.09.2014. Refuses.</summary>
    public const string Edition2010 = "SEDX-SEV_EDITION_2010";

    /// <summary>СЭВ: something is missing, unknown, out of order or not a value of its type. Refuses.</summary>
    public const string SevInvalid = "SEDX-SEV_INVALID";

    /// <summary>СЭВ: <c>xsi:nil</c> says that an element has no content. Refuses.</summary>
    public const string SevNil = "SEDX-SEV_NIL";

    /// <summary>СЭВ: the message type does not belong into this passport. Refuses; remarked where none is documented.</summary>
    public const string SevMessageType = "SEDX-SEV_MESSAGE_TYPE";

    /// <summary>СЭВ: message of type Reception without a time of reception. Refuses.</summary>
    public const string SevReceptionWithoutTime = "SEDX-SEV_RECEPTION_WITHOUT_TIME";

    /// <summary>СЭВ: message of type Failure without a failure. Refuses.</summary>
    public const string SevFailureWithoutReason = "SEDX-SEV_FAILURE_WITHOUT_REASON";

    /// <summary>No recipient has an index by which it can be addressed. Refuses.</summary>
    public const string NoRecipients = "SEDX-NO_RECIPIENTS";

    /// <summary>A recipient has no index. Remarked here; delivery cannot address it.</summary>
    public const string RecipientWithoutIndex = "SEDX-RECIPIENT_WITHOUT_INDEX";

    /// <summary>The passport lists a file that the package does not have. Refuses.</summary>
    public const string ListedFileMissing = "SEDX-LISTED_FILE_MISSING";

    /// <summary>A file of the package is not listed in the passport. Remarked: the receiver's system ignores it.</summary>
    public const string FileNotListed = "SEDX-FILE_NOT_LISTED";

    /// <summary>СЭВ: the list of files does not name the passport itself. Remarked.</summary>
    public const string SevPassportNotListed = "SEDX-SEV_PASSPORT_NOT_LISTED";

    /// <summary>СЭВ: two rows of the list of files have one number or one name. Refuses.</summary>
    public const string SevDuplicateResource = "SEDX-SEV_DUPLICATE_RESOURCE";

    /// <summary>СЭВ: a ResourceID points to no row of the list of files. Refuses.</summary>
    public const string SevDanglingResource = "SEDX-SEV_DANGLING_RESOURCE";

    /// <summary>СЭВ: a listed file is neither a document's file nor a signature. Remarked.</summary>
    public const string SevResourceUnused = "SEDX-SEV_RESOURCE_UNUSED";

    /// <summary>СЭВ: a DocumentID or TaskID points to nothing in the passport. Remarked.</summary>
    public const string SevDanglingReference = "SEDX-SEV_DANGLING_REFERENCE";

    /// <summary>СЭВ: two documents have one DocumentID, or two tasks one TaskID. Remarked; the first counts.</summary>
    public const string SevDuplicateId = "SEDX-SEV_DUPLICATE_ID";

    /// <summary>СЭВ: tasks are each other's parents in a ring. Remarked.</summary>
    public const string SevTaskCycle = "SEDX-SEV_TASK_CYCLE";

    /// <summary>СЭВ: a task is only a project; such are not transferred. Remarked.</summary>
    public const string SevTaskProject = "SEDX-SEV_TASK_PROJECT";

    /// <summary>СЭВ: what only a project has stands on another document, or a project lacks its version. Remarked.</summary>
    public const string SevProject = "SEDX-SEV_PROJECT";

    /// <summary>СЭВ: an addressee is neither organisation nor citizen, or both. Remarked.</summary>
    public const string SevAddressee = "SEDX-SEV_ADDRESSEE";

    /// <summary>СЭВ: reports are wanted for a number of days outside 1 to 999. Remarked.</summary>
    public const string SevStopDays = "SEDX-SEV_STOP_DAYS";

    /// <summary>СЭВ: a passport of synchronisation with nothing but its header. Remarked.</summary>
    public const string SevHeaderAlone = "SEDX-SEV_HEADER_ALONE";

    /// <summary>СЭВ: a report with neither return code nor UID of the document: nothing tells what it is about. Remarked.</summary>
    public const string SevReportUnmatched = "SEDX-SEV_REPORT_UNMATCHED";

    /// <summary>СЭВ: a signature names the signed file itself as its file. Remarked.</summary>
    public const string SevSignatureOfItself = "SEDX-SEV_SIGNATURE_OF_ITSELF";

    /// <summary>СЭВ: a kind of signature outside 0 to 5. Remarked.</summary>
    public const string SevSignatureKind = "SEDX-SEV_SIGNATURE_KIND";

    /// <summary>СЭВ: not exactly one document is marked as the main one. Remarked; the first counts.</summary>
    public const string SevMainDocument = "SEDX-SEV_MAIN_DOCUMENT";

    /// <summary>СЭВ: the main document has no UID. Remarked: reports cannot be matched by it.</summary>
    public const string SevDocumentWithoutUid = "SEDX-SEV_DOCUMENT_WITHOUT_UID";

    /// <summary>СЭВ: a document has no author, or one that is neither organisation nor citizen, or both. Remarked: «Дело» refuses with code 39.</summary>
    public const string SevAuthor = "SEDX-SEV_AUTHOR";

    /// <summary>СЭВ: Reception, Failure or Editing in a message of another type, or a message of type Editing without it. Remarked.</summary>
    public const string SevEventOfOtherType = "SEDX-SEV_EVENT_OF_OTHER_TYPE";

    /// <summary>СЭВ: a report that reports nothing. Remarked.</summary>
    public const string SevNoEvent = "SEDX-SEV_NO_EVENT";

    /// <summary>СЭВ: attributes the vendor's text demands and its schema does not are absent in a report. Remarked.</summary>
    public const string SevReportAttributeAbsent = "SEDX-SEV_REPORT_ATTRIBUTE_ABSENT";

    /// <summary>СЭВ: the passport's format version is not 1.0. Remarked.</summary>
    public const string SevVersion = "SEDX-SEV_VERSION";

    /// <summary>СЭВ: no byte order mark or no XML declaration. Remarked.</summary>
    public const string SevNoMark = "SEDX-SEV_NO_MARK";

    /// <summary>СЭВ: the format's namespace has a prefix. Remarked.</summary>
    public const string SevPrefix = "SEDX-SEV_PREFIX";

    /// <summary>СЭВ: a namespace is declared and nothing is in it. Remarked.</summary>
    public const string SevNamespaceUnused = "SEDX-SEV_NAMESPACE_UNUSED";

    /// <summary>СЭВ: elements or attributes of namespaces that the format does not know. Remarked; they are kept.</summary>
    public const string SevForeign = "SEDX-SEV_FOREIGN";

    /// <summary>СЭВ: a time without zone. Remarked; the sender's zone of the directory counts.</summary>
    public const string SevTimeWithoutZone = "SEDX-SEV_TIME_WITHOUT_ZONE";

    /// <summary>СЭВ: a date with a zone, which the format does not use. Remarked; the zone is dropped.</summary>
    public const string SevDateWithZone = "SEDX-SEV_DATE_WITH_ZONE";

    /// <summary>СЭВ: a GUID not in the form of 32 hex digits in lower case. Remarked.</summary>
    public const string SevIdForm = "SEDX-SEV_ID_FORM";

    /// <summary>СЭВ: white space around a name, or a stray quotation mark in it. Remarked.</summary>
    public const string SevNameForm = "SEDX-SEV_NAME_FORM";

    /// <summary>СЭВ: an element without content. Remarked.</summary>
    public const string SevEmptyElement = "SEDX-SEV_EMPTY_ELEMENT";

    /// <summary>СЭВ: size of a file given as 0. Remarked.</summary>
    public const string SevSizeZero = "SEDX-SEV_SIZE_ZERO";

    /// <summary>СЭВ: a file's stated size is not its own in KiB, rounded up. Remarked.</summary>
    public const string SevSize = "SEDX-SEV_SIZE";

    /// <summary>СЭВ: the name for the user still carries the mark [n] of the unique name. Remarked.</summary>
    public const string SevDescriptionForm = "SEDX-SEV_DESCRIPTION_FORM";

    /// <summary>СЭВ: a file's extension without the dot. Remarked.</summary>
    public const string SevExtensionForm = "SEDX-SEV_EXTENSION_FORM";

    /// <summary>СЭВ: DocumentID is 0. Remarked.</summary>
    public const string SevDocumentIdZero = "SEDX-SEV_DOCUMENT_ID_ZERO";

    /// <summary>СЭВ: composition (состав) absent or not a number. Remarked.</summary>
    public const string SevConsists = "SEDX-SEV_CONSISTS";

    /// <summary>СЭВ: one electronic contact holds several addresses. Remarked.</summary>
    public const string SevSeveralEcontacts = "SEDX-SEV_SEVERAL_ECONTACTS";
}

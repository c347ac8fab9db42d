using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary>Words of <c>Result</c>, что сделано с записью адресной книги. Written as the docstring has them, in Russian.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevSyncResult>))]
public enum SevSyncResult
{
    /// <summary>«Добавлен».</summary>
    Added,

    /// <summary>«Присвоен идент.код ДЛ»: идентификационный код должностного лица.</summary>
    IdentityCodeAssigned,

    /// <summary>«Изменено поле ФИО».</summary>
    NameChanged,

    /// <summary>«Изменено поле Должность».</summary>
    PostChanged,

    /// <summary>«Изменено поле Подразделение».</summary>
    DepartmentChanged,

    /// <summary>«Лог. удален/восстановлен»: логически удалён или восстановлен.</summary>
    DeletedOrRestored,

    /// <summary>«Изменен Индекс СЭВ».</summary>
    IndexChanged,
}

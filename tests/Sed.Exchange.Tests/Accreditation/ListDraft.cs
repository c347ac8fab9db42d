using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Tests.Foreign;

namespace Sed.Exchange.Tests.Accreditation;

/// <summary>Writes lists of accredited authorities of invented organisations, in the form of Минцифры, right and wrong.</summary>
internal sealed record ListDraft
{
    public long Version { get; init; } = 1077;

    public string Date { get; init; } = "2026-05-30T09:15:00Z";

    /// <summary>Goes between the head and the first authority.</summary>
    public string Extra { get; init; } = string.Empty;

    public IReadOnlyList<string> Authorities { get; init; } = [];

    /// <summary>An authority.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="statuses">Its history; the last is its present status.</param>
    /// <param name="certificates">Contents of «ДанныеСертификата».</param>
    public static string Authority(string name, IReadOnlyList<(string Status, string From)> statuses, params string[] certificates) => $"""
        <УдостоверяющийЦентр><Название>{name}</Название><ЭлектроннаяПочта>ca@example.test</ЭлектроннаяПочта><КраткоеНазвание>{name}</КраткоеНазвание><Адрес><Страна>RU</Страна><Регион><Код>71</Код><Название>Тульская область</Название></Регион></Адрес><ПрограммноАппаратныеКомплексы><ПрограммноАппаратныйКомплекс><Псевдоним>ПАК 1</Псевдоним><КлючиУполномоченныхЛиц><Ключ><ИдентификаторКлюча>AA</ИдентификаторКлюча><АдресаСписковОтзыва><Адрес>http://crl.example.test/a.crl</Адрес></АдресаСписковОтзыва><Сертификаты>{string.Concat(certificates.Select(certificate => $"<ДанныеСертификата>{certificate}</ДанныеСертификата>"))}</Сертификаты></Ключ></КлючиУполномоченныхЛиц></ПрограммноАппаратныйКомплекс></ПрограммноАппаратныеКомплексы><ИНН>7100000000</ИНН><ОГРН>1027100000000</ОГРН><РеестровыйНомер>1</РеестровыйНомер>{Status(statuses[^1])}<ИсторияСтатусовАккредитации>{string.Concat(statuses.SkipLast(1).Select(Status))}</ИсторияСтатусовАккредитации></УдостоверяющийЦентр>
        """;

    /// <summary>Content of «ДанныеСертификата».</summary>
    public static string Of(Certificate certificate, string? fingerprint = null, string? base64 = null) =>
        $"<Отпечаток>{fingerprint ?? Fingerprint(certificate)}</Отпечаток><КемВыдан>C=RU</КемВыдан><КомуВыдан>C=RU</КомуВыдан><СерийныйНомер>{certificate.Serial}</СерийныйНомер><ПериодДействияС>{certificate.NotBefore:O}</ПериодДействияС><ПериодДействияДо>{certificate.NotAfter:O}</ПериодДействияДо><Данные>{base64 ?? Convert.ToBase64String(certificate.Der)}</Данные>";

    /// <summary>Unsigned.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><АккредитованныеУдостоверяющиеЦентры><Версия>{Version}</Версия><Дата>{Date}</Дата>{Extra}{string.Concat(Authorities)}</АккредитованныеУдостоверяющиеЦентры>");

    public byte[] Octets => Encoding.UTF8.GetBytes(Text);

    /// <summary>Signed by <see cref="Signing.Signer"/>, all of it.</summary>
    public byte[] Signed => Encoding.UTF8.GetBytes(Signing.Enveloped(Text, string.Empty));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The format of the list names certificates by SHA-1.")]
    private static string Fingerprint(Certificate certificate) => Convert.ToHexString(SHA1.HashData(certificate.Der));

    private static string Status((string Status, string From) status) =>
        $"<СтатусАккредитации><Статус>{status.Status}</Статус><ДействуетС>{status.From}</ДействуетС></СтатусАккредитации>";
}

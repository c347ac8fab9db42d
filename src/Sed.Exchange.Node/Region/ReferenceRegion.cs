using Sed.Exchange.Containers.Suites;

namespace Sed.Exchange.Node.Region;

/// <summary>
/// The reference region (DESIGN section 1): Tula with a mailbox for the representation office in Moscow, Ефремов below it, Лобановское
/// reachable only through Ефремов. Ids are the same on every machine, so that examples can name them; numbers of registers are invented.
/// </summary>
public static class ReferenceRegion
{
    /// <summary>Правительство Тульской области, node <c>tula</c>.</summary>
    public static readonly Guid Government = new("0a710000-0000-4000-8000-000000000001");

    /// <summary>The representation office in Moscow, a mailbox on node <c>tula</c>.</summary>
    public static readonly Guid MoscowOffice = new("0a710000-0000-4000-8000-000000000002");

    /// <summary>Муниципальное образование город Ефремов, node <c>efremov</c>.</summary>
    public static readonly Guid Efremov = new("0a710000-0000-4000-8000-000000000003");

    /// <summary>Лобановское, node <c>lobanovskoe</c>.</summary>
    public static readonly Guid Lobanovskoe = new("0a710000-0000-4000-8000-000000000004");

    /// <summary>
    /// The organisations. ОГРН and ИНН have right check digits and a region's number that was never given out; a code of ОКТМО stands only where
    /// it is known.
    /// </summary>
    public static IReadOnlyList<PlannedOrganisation> Organisations { get; } =
    [
        new(Government, "Правительство Тульской области", "Правительство ТО", "1999900000010", "9999000013", "70000000", null, "tula"),
        new(MoscowOffice, "Представительство Тульской области в Москве", "Представительство ТО", "1999900000021", "9999000020", "45000000",
            Government, "tula"),
        new(Efremov, "Администрация муниципального образования город Ефремов", "МО г. Ефремов", "1999900000032", "9999000038", "70714000",
            Government, "efremov"),
        new(Lobanovskoe, "Администрация муниципального образования Лобановское", "МО Лобановское", "1999900000043", "9999000045", null,
            Efremov, "lobanovskoe"),
    ];

    /// <summary>Officials whose signatures the region's documents carry; invented persons.</summary>
    public static IReadOnlyList<PlannedOfficial> Officials { get; } =
    [
        new("government-head", "Соколова", "Вера Андреевна", "Начальник отдела по работе с обращениями граждан", Government),
        new("government-deputy", "Кузнецов", "Пётр Ильич", "Заместитель председателя правительства", Government),
        new("moscow-head", "Орлов", "Денис Юрьевич", "Руководитель представительства", MoscowOffice),
        new("efremov-head", "Морозов", "Олег Сергеевич", "Глава администрации", Efremov),
        new("lobanovskoe-head", "Зайцева", "Нина Павловна", "Глава администрации", Lobanovskoe),
    ];

    /// <summary>The plan of the region.</summary>
    /// <param name="suite">Suite of seals, receipts and the directory.</param>
    /// <param name="ports">Nine ports: exchange, api and console of <c>tula</c>, then of <c>efremov</c>, then of <c>lobanovskoe</c>.</param>
    public static RegionPlan Plan(Suite suite, IReadOnlyList<int> ports) => new()
    {
        Suite = suite,
        Nodes =
        [
            new("tula", null, false, ports[0], ports[1], ports[2]),
            new("efremov", "tula", false, ports[3], ports[4], ports[5]),
            new("lobanovskoe", "efremov", true, ports[6], ports[7], ports[8]),
        ],
        Organisations = Organisations,
        Officials = Officials,
    };
}
